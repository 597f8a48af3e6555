"""What leaves on paper or in files: packs, prints, and the languages of slips."""
