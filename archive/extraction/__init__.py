"""An :class:`Issue` becomes findings: departments, officials, figures and topics.

Everything here is a pure function of an issue and a vocabulary. Rules follow
``docs/annotation.md``; every finding names the rule that made it. ``extract.extract`` finds,
``record.make_record`` makes the record that is stored.
"""
