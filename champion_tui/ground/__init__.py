"""Things that know nothing of the job: strict tables, the calendar, dates in words, texts. Standard library only."""
