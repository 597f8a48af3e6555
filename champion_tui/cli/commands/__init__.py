"""The module of each command, in rooms where a subject has several; each is loaded only when its command is run (see ``program.load``)."""
