"""Pages of votes at meetings."""
