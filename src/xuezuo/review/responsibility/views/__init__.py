"""Pages of the chain of responsibility."""
