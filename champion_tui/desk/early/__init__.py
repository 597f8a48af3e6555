"""The early list: who may lose a home later."""
