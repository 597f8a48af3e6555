"""Where the job itself begins: on a full screen, line by line, in a browser, or with invented cases."""
