"""What people fill in about training."""
