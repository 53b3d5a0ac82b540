"""Times that a text names, and the stretches of time its figures speak of."""
