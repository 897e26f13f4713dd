"""Pure functions from frame to frame: totals, phases, peaks. No input, no output, no printing."""
