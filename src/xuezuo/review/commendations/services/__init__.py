"""Deeds of commendations."""
