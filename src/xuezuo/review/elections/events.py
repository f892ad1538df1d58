"""Audit names of the app."""
