"""The triage at the desk: an interview, its pages, its outcome, and the words that belong to a judgement."""
