"""The ``bulletin`` command."""

from archive.cli.commands import main

__all__ = ["main"]
