"""What knows nothing of the job: strict tables, the calendar, dates in words, text. Standard library only."""
