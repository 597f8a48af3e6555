"""What papers a case may have and in which form: letters, slips, which files go where."""
