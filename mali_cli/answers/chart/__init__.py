"""Deaths over time."""
