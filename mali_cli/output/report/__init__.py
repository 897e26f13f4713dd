"""The report as a page: Markdown, one HTML file, or JSON."""
