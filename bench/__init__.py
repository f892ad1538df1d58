"""Benchmarks, run by hand: each prints CPU seconds and ratios, never asserts."""
