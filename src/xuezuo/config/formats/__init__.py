"""How dates and numbers are written and read; Django looks here first."""
