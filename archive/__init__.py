"""Bulletin archive: government bulletins (PDF) become a searchable archive of facts.

Data flows one way: reading → structure → extraction → records → search.
See ``docs/architecture.md``.
"""

__version__ = "0.1.0"
