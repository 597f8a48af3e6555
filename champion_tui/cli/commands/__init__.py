"""The module of each command, in packages by subject. A module is loaded only when its command is run (see ``cli.load``)."""
