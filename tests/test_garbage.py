"""Garbage is not looked for while work is done that keeps all that it makes, and is afterwards."""

import gc

import pytest

from kodetre.garbage import no_garbage_collection


def test_garbage_is_looked_for_again_after_the_work_also_when_it_fails() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError), no_garbage_collection():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_work_within_work_leaves_it_off_until_the_outer_has_ended() -> None:
    with no_garbage_collection():
        with no_garbage_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
