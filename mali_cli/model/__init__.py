"""What the words mean: phases, selections, sources, results, errors. No input or output."""
