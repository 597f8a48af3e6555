"""The use-cases that every front end calls. Front ends show what comes back and decide nothing."""
