"""What is noted after a referral was sent, and erasing what is no longer needed."""
