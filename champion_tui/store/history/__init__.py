"""The chained history: events, their chain, and whether the tables hold what it says."""
