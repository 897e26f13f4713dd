"""All that is known on one question, on one page."""
