"""What is true: data/ read strictly, with sources, confidence, freshness and local corrections."""
