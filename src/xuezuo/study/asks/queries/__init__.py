"""Reads: asks as packs of rules for the engine of duties, and the asks that a deed may name."""
