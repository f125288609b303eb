"""By when and how much: limits and goals."""
