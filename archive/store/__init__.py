"""The system of record: issues, findings and the original files."""
