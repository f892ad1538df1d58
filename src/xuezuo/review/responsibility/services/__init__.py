"""Deeds of the chain of responsibility."""
