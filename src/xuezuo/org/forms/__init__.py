"""Parsing and shape of input; whether something may be is decided by the services."""
