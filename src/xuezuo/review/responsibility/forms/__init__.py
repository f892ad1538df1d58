"""Forms of the chain of responsibility."""
