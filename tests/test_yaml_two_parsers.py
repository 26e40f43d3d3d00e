"""The quick parser of YAML and the one that finds the mistakes give the same tree, with the same lines and columns."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodetre import yamlfile
from kodetre.errors import Problem
from kodetre.yamlfile import Node

ROOT = Path(__file__).parent.parent
SHIPPED = sorted([*ROOT.glob("codebooks/*.yaml"), *ROOT.glob("corpus/*.yaml"), *ROOT.glob("src/kodetre/**/*.yaml")])
PIECES = (
    "a", "b: ", "c:", "- ", "-", "\n", "\n  ", "\n- ", " ", "[", "]", "{", "}", ",", ", ", ": ", ":", '"', "'", "|", ">", "|-\n  ",
    ">2\n   ", "#", " # x", "&a ", "*a", "<<: *a", "!t ", "?", "? ", "%", "@", "`", "---", "---\n", "...\n", "\\", "å", "😀", "\t",
    "\ufeff", "\r\n", "\x85", "\u2028", "\u00a0", "k: v\n", "x: [1, 2]\n", "  - b\n", "\n\n", '"a b"', "\ud800", "\x07", "a#b",
)  # fmt: skip


def slowly(text: str) -> tuple[Node | None, list[Problem]]:
    """What the parser that finds mistakes makes of a text."""
    problems: list[Problem] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlfile, "_QUICK", None)
        return yamlfile.parse(text, "f", problems), problems


@pytest.mark.skipif(yamlfile._QUICK is None, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_is_read_quickly_and_alike(path: Path) -> None:
    text = path.read_text("utf-8")
    assert yamlfile._quickly(text, "f") == slowly(text)[0] is not None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_what_is_read_quickly_is_what_is_read_slowly(text: str) -> None:
    root = yamlfile._quickly(text, "f")
    if root is not None:
        assert (root, []) == slowly(text)


@pytest.mark.parametrize("text", ["---", ">#", "a: ?b", "\ufeffa: b", "a:\t- b", "a: [?b, c]"])
def test_what_the_parsers_read_otherwise_is_read_slowly(text: str) -> None:
    assert yamlfile._quickly(text, "f") is None


def test_a_mistake_is_told_by_the_slow_parser() -> None:
    problems: list[Problem] = []
    assert yamlfile.parse("a: b: c", "f", problems) is None
    assert problems == slowly("a: b: c")[1]
