"""Lets the command line be started as ``python -m kooperacja_eval``."""

from kooperacja_eval.cli import main

if __name__ == "__main__":
    main()
