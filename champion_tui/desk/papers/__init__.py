"""What leaves the vault: packs, slips, letters and records, written, sent, sealed or printed."""
