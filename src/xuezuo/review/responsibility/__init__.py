"""The chain of responsibility: duties of the year, reports, review of reports."""
