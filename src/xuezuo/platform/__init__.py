"""Concerns without domain words: access, audit, events, accounts, files, crypto, jobs, http, database."""
