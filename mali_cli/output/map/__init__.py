"""Maps in the terminal: outlines, dots, names and the ranking, in braille or ASCII."""
