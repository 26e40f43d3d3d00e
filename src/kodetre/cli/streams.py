"""stdin, stdout and stderr, made ready once, before anything is asked, given or said."""

import os

from kodetre.cli import answers, out, talk


def prepare() -> None:
    """Make stdin, stdout and stderr ready for what is asked, given and said."""
    _open_what_is_closed()
    talk.prepare()
    out.prepare()
    answers.prepare()


def _open_what_is_closed() -> None:
    """Give numbers 0 to 2 to nothing where they are free, or the next file that is opened would get what is said."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
