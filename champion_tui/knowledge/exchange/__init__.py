"""Corrections passed from one organisation to another: signed, compared with the local values, accepted as a whole or not at all."""
