"""Reads of commendations."""
