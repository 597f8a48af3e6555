"""Local connection at the desk: what has been entered, the advice on it, and the timeline."""
