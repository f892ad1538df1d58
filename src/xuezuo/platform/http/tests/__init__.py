"""Tests of the HTTP helpers."""
