"""``python -m archive.cli`` is ``bulletin``."""

from archive.cli import main

if __name__ == "__main__":
    main(prog_name="bulletin")
