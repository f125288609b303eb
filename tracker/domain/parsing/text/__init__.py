"""The letters of a text: one form of characters, dates, numbers, brackets, titles, word tables."""
