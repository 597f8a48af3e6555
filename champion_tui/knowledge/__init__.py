"""What the program knows: data/ read strictly, with sources, confidence, freshness and local corrections."""
