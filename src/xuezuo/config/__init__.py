"""Settings, root URLs, the database choice and the `xuezuo` command."""
