"""Days that matter: deadlines, stages, the last day in a home, and days as people say and remember them."""
