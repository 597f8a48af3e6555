"""A team's store: each desk's own copy, and the server that carries encrypted rows between them (ADR 046)."""
