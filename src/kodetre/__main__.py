"""`python -m kodetre` is the same as `kodetre`."""

from kodetre.cli.main import run

run()
