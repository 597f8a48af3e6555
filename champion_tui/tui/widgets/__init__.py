"""The widgets that screens are made of. None of them uses the desk, apart from the values in ``desk.views``."""
