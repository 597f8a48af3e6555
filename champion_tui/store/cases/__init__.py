"""Cases in the tables: reading, writing, listing exports, erasing, and their chained history."""
