"""Reads of the chain of responsibility."""
