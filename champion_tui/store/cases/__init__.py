"""Cases in the tables: read, written, listed as exported, erased; their chained history."""
