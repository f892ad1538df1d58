"""Template tags of the duties room."""
