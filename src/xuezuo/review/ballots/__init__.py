"""Secret polls: electronic ballots that nobody can trace, and counted paper."""
