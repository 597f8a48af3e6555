"""The decision-tree engine: tree, walk (replay), named rules, paths (proofs, drawings). Standard library only."""
