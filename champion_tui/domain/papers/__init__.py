"""Which papers a case may have and in which form: letters, slips, and the files of a pack."""
