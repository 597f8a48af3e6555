"""The early list: people who may lose their home later."""
