"""Documents of an election, as PDF and Word."""
