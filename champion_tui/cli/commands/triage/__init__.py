"""The decision tree: judging, drawing and practising."""
