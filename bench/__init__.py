"""Speed and memory as figures, compared with a bare program on the same machine in the same run. Nothing here asserts anything."""
