"""The consent record, the evidence record, the timeline, subject access and the by-name list."""
