"""The ways to the council: by e-mail, as a sealed file, through a portal, by letter."""
