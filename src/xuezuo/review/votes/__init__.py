"""Votes at meetings: who is entitled, who is present, which formula, what came of it."""
