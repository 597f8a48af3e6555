"""The stored cases: kept, changed, sent, followed and erased."""
