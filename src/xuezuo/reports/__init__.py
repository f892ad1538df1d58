"""Figures: roll-ups of any unit and period, sheets, written overviews; every figure leads back to its deeds."""
