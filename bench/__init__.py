"""Speed and memory as figures, beside a bare program on the same machine in the same run. Nothing here asserts anything."""
