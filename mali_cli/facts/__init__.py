"""What ships with the package: countries, missions, timelines, citations, embedded figures."""
