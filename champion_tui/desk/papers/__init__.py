"""What leaves the vault: packs, slips, letters and records. They are written, sent, sealed or printed."""
