"""Days that matter: deadlines, stages, the last day in a home, days as people say and remember them."""
