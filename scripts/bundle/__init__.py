"""The folder for a stick: its wheels, bill of materials, licences and scripts, and how it is put together."""
