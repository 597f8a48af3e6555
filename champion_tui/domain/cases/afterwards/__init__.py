"""What follows once a case is sent: which step may follow which, what a portal's words mean, what is due, and how long it is kept."""
