"""Words that a line is drawn through: what an amendment takes out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from kodetre.pdf.page import PageContent, Rule, Word

_LOWEST, _HIGHEST = 0.1, 0.55
"""How far over the baseline, in em, a line runs through a word."""
_THROUGH = 0.75
"""The share of a word's width that a line must run through."""
_MOST = 0.6
"""The share of a page's words over which the lines belong to how it is set: underlined, and printed upside down."""
_ENDS = 0.6
"""Ems within which a line begins and ends where its words do: a rule of the page runs on."""


def with_struck(page: PageContent) -> PageContent:
    """The page with its struck words known, and without the lines that strike them."""
    rules = [rule for rule in page.rules if rule.top == rule.bottom]
    if not rules or not page.words:
        return page
    ordered = sorted(page.words, key=attrgetter("baseline"))
    baselines = [word.baseline for word in ordered]
    largest = max([word.size for word in ordered])
    struck: set[Word] = set()
    through: set[Rule] = set()
    for rule in rules:
        first = bisect_left(baselines, rule.top)
        last = bisect_right(baselines, rule.top + _HIGHEST * largest)
        words = _struck_by(rule, ordered[first:last])
        if words:
            struck.update(words)
            through.add(rule)
    if not struck or len(struck) > _MOST * len(page.words):
        return page
    words = [replace(word, struck=True) if word in struck else word for word in page.words]
    return replace(page, words=words, rules=[rule for rule in page.rules if rule not in through])


def _struck_by(rule: Rule, words: Sequence[Word]) -> list[Word]:
    """The words that a line strikes; none when it begins or ends elsewhere than they do."""
    crossed = [
        word
        for word in words
        if any(map(str.isalnum, word.text))
        and _LOWEST * word.size < word.baseline - rule.top < _HIGHEST * word.size
        and min(rule.x1, word.right) - max(rule.x0, word.left) >= _THROUGH * (word.right - word.left)
    ]
    if not crossed:
        return []
    size = max(word.size for word in crossed)
    begins = abs(min(word.left for word in crossed) - rule.x0) < _ENDS * size
    ends = abs(max(word.right for word in crossed) - rule.x1) < _ENDS * size
    return crossed if begins and ends else []
