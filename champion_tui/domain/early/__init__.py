"""The early list: people who may lose a home later, under an agency's own reference, before anybody has asked for consent."""
