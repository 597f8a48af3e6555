"""Who to call, what to look up, and the facts behind both."""
