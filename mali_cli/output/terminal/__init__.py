"""Charts and maps in a terminal: from a picture to lines of text."""
