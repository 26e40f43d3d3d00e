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
    "a: &a [*a]": (1, "'*a' names no anchor"),
    "a: b\nc: *a": (2, "'*a' names no anchor"),
    "a: &a [b]\n" + "\n".join(f"x{n}: &x{n} [{', '.join(['*a' if not n else f'*x{n - 1}'] * 10)}]" for n in range(9)): (
        6,
        "holds too much",
    ),
    "a0: &a0 [b]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 90)): (DEEPEST, "is nested too deeply"),
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


def test_an_alias_is_what_its_anchor_holds_at_the_anchors_place() -> None:
    problems: list[Problem] = []
    root = parse("a: &x\n  b: c\nd: *x\ne: {<<: *x, f: g}\nh: {<<: *x, b: i}", "a.yaml", problems)
    assert isinstance(root, MappingNode)
    assert not problems
    shared, other = root.get("a"), root.get("d")
    assert shared is other
    taken, own = root.get("e"), root.get("h")
    assert isinstance(taken, MappingNode)
    assert isinstance(own, MappingNode)
    assert [key.text for key, _ in taken.entries] == ["f", "b"]
    assert [getattr(value, "text", "") for _, value in own.entries] == ["i"]
