"""Truth of other kinds than the corpus maker's, to hold the archive's findings against."""
