"""Reads of campaigns: the door, lists, one campaign with what it asks, rounds of checking."""
