"""Reads: plans beside those above them, prompts with receipts, and what a unit's month shows of both."""
