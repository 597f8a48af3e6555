"""Code that does not depend on the job: strict tables, the calendar, dates in words, text. Standard library only."""
