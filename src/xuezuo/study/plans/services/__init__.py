"""Deeds of plans and prompts."""
