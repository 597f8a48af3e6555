"""Who to call, looking things up, and the facts behind both."""
