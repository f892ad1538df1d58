"""What can go wrong in the organization room."""
