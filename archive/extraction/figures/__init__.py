"""Numbers that state a fact: what they count, whose they are, when, and compared with what."""
