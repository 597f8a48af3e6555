"""Figures without identities, and the lists that go with them."""
