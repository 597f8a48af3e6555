"""The parts screens are made of. None of them knows the desk, apart from the values in ``desk.views``."""
