"""What follows after a case is sent: which steps are allowed, what a portal's words mean, what is due, how long it is kept."""
