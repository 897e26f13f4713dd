"""Figures for print: charts and maps drawn with Matplotlib, as SVG, PNG, PDF and HTML."""
