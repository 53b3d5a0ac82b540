"""The write path: find files, read them in worker processes, store them, keep the index up."""

from archive.pipeline.pipeline import Pipeline
from archive.pipeline.reading import Reader, Reading, encode_reading
from archive.pipeline.report import Failure, Indexing, Outcome, Progress, Reissue, Report

__all__ = [
    "Failure",
    "Indexing",
    "Outcome",
    "Pipeline",
    "Progress",
    "Reader",
    "Reading",
    "Reissue",
    "Report",
    "encode_reading",
]
