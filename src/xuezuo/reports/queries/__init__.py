"""Reads: roll-ups of any unit and period, the registry of figures, the deeds behind a figure."""
