"""One writer per format. Each turns a document or the outgoing values into text or bytes; none opens a file."""
