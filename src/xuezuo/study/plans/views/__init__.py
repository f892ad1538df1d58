"""Pages of plans and prompts."""
