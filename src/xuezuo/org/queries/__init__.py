"""Reads of the organization: access doors, the tree on a day, people on a day."""
