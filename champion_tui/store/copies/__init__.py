"""Safety copies: made, kept, checked, compared and put back."""
