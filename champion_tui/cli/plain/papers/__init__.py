"""The pack, slips and the ways to the council, line by line."""
