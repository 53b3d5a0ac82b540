"""What all tests share."""

from hypothesis import settings

# No test asserts a time: a loaded machine would fail it.
settings.register_profile("bulletins", deadline=None)
settings.load_profile("bulletins")
