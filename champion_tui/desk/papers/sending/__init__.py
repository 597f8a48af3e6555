"""The ways to the council: by mail, sealed, through a portal, by letter."""
