"""Forms of the authors' side."""
