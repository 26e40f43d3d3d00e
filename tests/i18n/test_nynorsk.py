"""Nynorsk takes from bokmål only what it does not say itself."""

import ast
from pathlib import Path

from kodetre.i18n import nn


def test_what_nynorsk_says_is_not_overwritten_by_bokmal() -> None:
    dicts = [node for node in ast.walk(ast.parse(Path(nn.__file__).read_text("utf-8"))) if isinstance(node, ast.Dict)]
    spread = [[place for place, key in enumerate(each.keys) if key is None] for each in dicts]
    assert [places for places in spread if places] == [[0], [0]]


def test_what_two_coders_and_sources_say_is_nynorsk() -> None:
    for name in ("agreed_places", "without_origin", "not_appraised", "read_by_one"):
        assert not any(" ikke " in form.lower() or form.startswith("Bare") for form in nn.COUNTED[name])
