"""A team on one store: joining it, the state of the connection to its server, and values that two people gave at once."""
