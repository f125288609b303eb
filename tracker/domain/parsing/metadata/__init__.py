"""What a document says of itself, and of all its clauses at once."""
