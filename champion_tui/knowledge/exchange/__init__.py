"""Corrections that travel from one organisation to another: signed, compared with what is here, taken whole or not at all."""
