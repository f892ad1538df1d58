"""Pages of the organization."""
