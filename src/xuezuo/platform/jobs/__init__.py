"""Long work with progress: a row per job, run by the worker (procrastinate) or by the command line."""
