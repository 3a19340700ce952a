"""`python -m conflictmap`."""

from conflictmap.cli import main

if __name__ == "__main__":
    main()
