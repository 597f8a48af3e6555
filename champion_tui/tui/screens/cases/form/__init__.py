"""The form of a case, field by field, and the page on which it is checked."""
