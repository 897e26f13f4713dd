"""Published statements against the data."""
