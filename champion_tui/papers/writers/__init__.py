"""One writer per format. Each takes a document or the outgoing values and gives text or bytes; none opens a file."""
