"""Paragraphs into a tree: what each of them is, headings, clauses, the ending."""
