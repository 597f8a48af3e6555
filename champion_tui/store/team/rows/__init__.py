"""Each row as a team's server has it: what it can read, what is sealed, how rows travel."""
