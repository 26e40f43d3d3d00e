"""`python -m kodetre` is the same as `kodetre`."""

from kodetre.cli.start import run

run()
