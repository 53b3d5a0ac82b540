"""Persons with their posts, and whose posts they are."""
