"""The interview line by line, for screen readers, dumb terminals and pipes. Nothing is redrawn, coloured or boxed."""
