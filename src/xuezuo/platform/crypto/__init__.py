"""Encryption of secret fields and keyed hashes for looking them up."""
