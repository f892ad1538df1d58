"""Deeds of elections, by module: from `elections` and `asking` to `settling` and `reporting`; `terms`, `congresses`."""
