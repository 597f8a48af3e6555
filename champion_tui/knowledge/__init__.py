"""The facts: ``data/`` read strictly, with sources, confidence, date of the last check and local corrections."""
