"""What kodetre promises, tried at random for as long as it is let: `make soak`. A short form of each suite is in `test_soak.py`."""
