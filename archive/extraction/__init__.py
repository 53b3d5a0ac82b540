"""An :class:`Issue` becomes findings: departments, officials, figures and topics.

Everything here is a pure function of an issue and a vocabulary. Rules follow
``docs/annotation.md``; every finding names the rule that made it.
"""

from archive.extraction.extract import extract
from archive.extraction.provenance import provenance
from archive.extraction.record import RULES_VERSION, make_record

__all__ = ["RULES_VERSION", "extract", "make_record", "provenance"]
