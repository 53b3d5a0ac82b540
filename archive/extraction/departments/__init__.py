"""Organisations that a text names: where, which one, and in what part."""
