"""UN missions beside each other."""
