"""Regulations as code: dated, cited packs; pure functions over plain values. No Django."""
