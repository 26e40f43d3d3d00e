"""YAML that people write is read; what would take forever is refused with its line, before it is read whole."""

from time import monotonic

import pytest

from kodetre.errors import Problem
from kodetre.yamlfile import DEEPEST, MOST_VALUES, MappingNode, parse

HOSTILE = {
    "[" * 20_000: (1, "is nested too deeply"),
    "{a: " * 20_000: (1, "is nested too deeply"),
    "- " * 20_000 + "a": (1, "is nested too deeply"),
    "\n".join(f"{' ' * depth}a:" for depth in range(1_000)): (DEEPEST + 1, "is nested too deeply"),
    "\n".join(f"k{number}: {number}" for number in range(100_000)): (MOST_VALUES // 2 + 1, "holds too much"),
    "a: &a [b]\nc: *a": (1, "anchors and aliases"),
    "a: b\nc: *a": (2, "anchors and aliases"),
    "a: b\n---\nc: d": (2, "a second document"),
    "a: b\n\x00": (2, "holds a NUL byte"),
}


@pytest.mark.parametrize(("text", "told"), HOSTILE.items(), ids=[what for _, what in HOSTILE.values()])
def test_what_nobody_writes_is_refused_with_its_line(text: str, told: tuple[int, str]) -> None:
    problems: list[Problem] = []
    begin = monotonic()
    assert parse(text, "a.yaml", problems) is None
    assert monotonic() - begin < 20
    assert [(problem.line, problem.what[: len(told[1])]) for problem in problems] == [told]


def test_a_list_as_a_name_and_a_name_that_stands_twice_are_told_and_the_rest_is_read() -> None:
    problems: list[Problem] = []
    root = parse("? [a]\n: b\nc: d\nc: e\nf: g", "a.yaml", problems)
    assert isinstance(root, MappingNode)
    assert [key.text for key, _ in root.entries] == ["c", "f"]
    assert [(problem.line, problem.column) for problem in problems] == [(1, 3), (4, 1)]
