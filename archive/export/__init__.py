"""What leaves the archive: the public form of what it holds, and the formats it is written in."""
