"""The chained history: events, their chain, and whether the tables agree with them."""
