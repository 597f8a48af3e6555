"""A team's store: each desk's own copy, and the server that carries sealed rows between them (ADR 046)."""
