"""The decision tree: judged, drawn and practised."""
