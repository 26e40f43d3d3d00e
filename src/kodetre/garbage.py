"""Work that keeps all that it makes: Python's looking for garbage is only in its way."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Keep Python from looking for garbage in circles until the work is done; what nothing points at goes all the same."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
