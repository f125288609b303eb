"""Who: marks, formulas and lists of units."""
