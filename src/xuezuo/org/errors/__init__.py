"""Broken rules of the organization, one class each; `structure` units and their tree."""
