"""Commendations: nomination, public notice, record."""
