"""The page: lines left out, lines joined to paragraphs."""
