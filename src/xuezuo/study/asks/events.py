"""Audit names of asks; they are made and withdrawn inside the use cases of campaigns, plans and prompts."""
