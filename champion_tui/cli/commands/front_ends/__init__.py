"""The ways to do the job: on a full screen, line by line, in a browser, or with invented cases."""
