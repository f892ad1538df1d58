"""Reads of training: doors, lists, pages."""
