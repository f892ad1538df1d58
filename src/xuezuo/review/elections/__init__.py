"""Term change, elections and delegates."""
