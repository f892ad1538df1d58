"""Forms of plans and prompts."""
