"""A team on one store: joining it, how the line to its server stands, what two people gave at once."""
