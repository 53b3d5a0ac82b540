"""Figures through time: series, their observations, and what contradicts what."""
