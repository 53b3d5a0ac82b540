"""The vocabulary: what is particular to a place, an era or a trade, as data.

The TOML files beside this module are the built-in vocabulary; a user's folder may hold files of
the same names, which win (``docs/vocabulary.md``).
"""

from archive.vocabulary.loader import load_vocabulary
from archive.vocabulary.schema import LOCAL_LEVELS, Correction, Level, Organ, Reform, Vocabulary

__all__ = [
    "LOCAL_LEVELS",
    "Correction",
    "Level",
    "Organ",
    "Reform",
    "Vocabulary",
    "load_vocabulary",
]
