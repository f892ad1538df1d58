"""The database backend that tells PostgreSQL who acts, and helpers for row-level security."""
