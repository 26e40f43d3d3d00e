"""Words, sentences and compounds beside the alternatives, on texts whose truth is known; and how fast keywords are found.

usage: python bench/language.py [--short]

With --short instead every form of the treebanks that short keywords take, for a person to read.

Uses ../shared/language: compounds-dev.tsv (keyword, form, 1 or 0) and the dev parts of Universal Dependencies in bokmål and
nynorsk. spaCy and Snowball are left out where they are not installed.
"""

import importlib.util
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "language"
KEYWORDS, WORDS = 300, 50_000_000
SHORT = ("rus", "mål", "del", "sak", "lov", "råd", "stat", "rett", "fag")
CONTENT = ("NOUN", "VERB", "ADJ")
_BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«\"–-])")


def f1(right: int, found: int, true: int) -> str:
    """Precision, recall and F1 in words."""
    precision, recall = right / max(1, found), right / max(1, true)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.4f}"


def compounds() -> None:
    """Whether a form holds a keyword."""
    from kodetre.language.compounds import role_of
    from kodetre.language.inflection import inflect

    rows = [line.split("\t") for line in (SHARED / "compounds-dev.tsv").read_text("utf-8").splitlines() if line.strip()]
    pairs = [
        (keyword.lower(), form.lower(), label.strip() == "1")
        for keyword, form, label, *_ in rows
        if label.strip() in "01"
    ]
    words = inflect({keyword for keyword, _, _ in pairs})
    ways: dict[str, Callable[[str, str], bool]] = {
        "kodetre": lambda keyword, form: role_of(words[keyword], form) is not None,
        "substring": lambda keyword, form: keyword in form,
        "prefix": lambda keyword, form: form.startswith(keyword),
    }
    print(f"compounds: {len(pairs)} pairs")
    for name, way in ways.items():
        said = [(way(keyword, form), true) for keyword, form, true in pairs]
        print(f"  {name:12}", f1(sum(a and b for a, b in said), sum(a for a, _ in said), sum(b for _, b in said)))


def trees(standard: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The sentences of a treebank: text and its words as (form, lemma, part of speech)."""
    text, words = "", []
    for line in [*(SHARED / f"{standard}-dev.conllu").read_text("utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            text = line[9:]
        elif line and line[0].isdigit():
            parts = line.split("\t")
            if parts[0].isdigit():
                words.append((parts[1], parts[2], parts[3]))
        elif not line and words:
            yield text, words
            text, words = "", []


def boundaries(standard: str) -> None:
    """Ends of sentences that end in . ! ?, texts joined by a space."""
    from kodetre.language.sentences import sentences

    parts = [text for text, _ in trees(standard)]
    joined, ends, at = " ".join(parts), set(), 0
    for part in parts:
        at += len(part)
        if part[-1:] in ".!?":
            ends.add(at)
        at += 1
    ways: dict[str, Iterable[int]] = {
        "kodetre": (end for _, end in sentences(joined, 0, len(joined))),
        "plain regex": [found.start() for found in _BOUNDARY.finditer(joined)] + [len(joined)],
    }
    print(f"sentences, {standard}: {len(ends)} ends")
    for name, found in ways.items():
        said = {end for end in found if joined[end - 1 : end] in ".!?"}
        print(f"  {name:12}", f1(len(said & ends), len(said), len(ends)))


def conflation(standard: str) -> None:
    """Pairs of forms that a keyword treats as one word, against pairs of one lemma in the treebank."""
    from kodetre.language.inflection import inflect

    lemmas: dict[str, set[str]] = defaultdict(set)
    for _, words in trees(standard):
        for form, lemma, part in words:
            if part in CONTENT and form.isalpha():
                lemmas[form.lower()].add(lemma.lower())
    forms = sorted(lemmas)
    true = {(a, b) for members in _by_lemma(lemmas).values() for a in members for b in members if a < b}
    inflected = inflect(forms)
    by_start: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        by_start[form[:2]].append(form)
    taken = {
        (min(form, other), max(form, other))
        for form in forms
        for other in {o for stem in inflected[form].stems for o in by_start[stem[:2]]}
        if other != form and inflected[form].takes(other)
    }
    print(f"inflections, {standard}: {len(forms)} forms, {len(true)} pairs")
    print(f"  {'kodetre':12}", f1(len(taken & true), len(taken), len(true)))
    simple = _pairs_of(forms, _simplemma(standard))
    print(f"  {'simplemma':12}", f1(len(simple & true), len(simple), len(true)))
    if importlib.util.find_spec("snowballstemmer"):
        import snowballstemmer  # type: ignore[import-not-found]

        stems = _pairs_of(forms, snowballstemmer.stemmer("norwegian").stemWord)
        print(f"  {'Snowball':12}", f1(len(stems & true), len(stems), len(true)))


def _by_lemma(lemmas: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for form, own in lemmas.items():
        for lemma in own:
            found[lemma].add(form)
    return found


def _pairs_of(forms: Iterable[str], lemma_of: Callable[[str], str]) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        groups[lemma_of(form)].append(form)
    return {(a, b) for members in groups.values() for a in members for b in members if a < b}


def _simplemma(standard: str) -> Callable[[str], str]:
    import simplemma

    return lambda form: simplemma.lemmatize(form, lang=standard).lower()


def speed() -> None:
    """Indexing beside spaCy's tokenizer, the index beside the text, and all keywords found anew in 50 million words."""
    import numpy as np

    from kodetre.matching.find import Matcher
    from kodetre.matching.index import Index, IndexedDocument, words_of
    from kodetre.store.packing import pack_words

    text = "\n".join(text for standard in ("nb", "nn") for text, _ in trees(standard))
    began = time.process_time()
    words = words_of(text)
    ours = time.process_time() - began
    count = len(words.form)
    share = len(pack_words(words)) / len(text.encode())
    print(f"indexing: {count / ours / 1e6:.2f} million words a second; on disk {share:.2f} of the text")
    if importlib.util.find_spec("spacy"):
        import spacy

        blank = spacy.blank("nb")
        began = time.process_time()
        for line in text.splitlines():
            blank.tokenizer(line)
        print(f'  spacy.blank("nb") tokenizing the same: {(time.process_time() - began) / ours:.1f} × the time')
    keywords = _frequent_nouns(KEYWORDS)
    times = WORDS // count + 1
    index = Index()
    index.add("D1", text, words, [(0, len(text))])
    one = index.documents[0]
    none = np.empty(0, dtype=np.uint32)
    index.documents = [IndexedDocument("D1", "", np.tile(one.form, times), none, none, none, none > 0, none, none)]
    matcher = Matcher(index)
    forms = [(unit, list(matcher.forms(unit))) for unit in keywords]
    fresh = Matcher(index)
    fresh.prepare([])
    fresh._inflected, fresh._roles = matcher._inflected, matcher._roles  # what is remembered of words over a change
    began = time.process_time()
    fresh.prepare(keywords)
    found = sum(len(fresh.places(unit)) for unit in keywords)
    again = time.process_time() - began
    began = time.process_time()
    cold = Matcher(index)
    cold.prepare(keywords)
    first = time.process_time() - began
    alternation = re.compile(
        r"\b(?:" + "|".join(sorted((re.escape(f) for _, fs in forms for f in fs), key=len, reverse=True)) + r")\b"
    )
    began = time.process_time()
    hits = sum(1 for _ in alternation.finditer(text))
    theirs = (time.process_time() - began) * times
    print(f"{len(keywords)} keywords, {count * times / 1e6:.0f} million words, {found} hits:")
    print(f"  again after a change {again:.2f} s CPU; the first time, with the word lists, {first:.2f} s")
    print(
        f"  one re alternation of their forms: {theirs / again:,.0f} × the time (over 1/{times} of the text, {hits} hits there)"
    )


def _frequent_nouns(count: int) -> list[Any]:
    """The most frequent nouns of the treebanks as keywords."""
    from kodetre.matching.parse import parse
    from kodetre.matching.patterns import WordPattern

    seen = Counter(
        lemma.lower()
        for standard in ("nb", "nn")
        for _, words in trees(standard)
        for _, lemma, part in words
        if part == "NOUN" and lemma.isalpha() and len(lemma) > 2
    )
    found = [parse(lemma) for lemma, _ in seen.most_common(count)]
    return [pattern for pattern in found if isinstance(pattern, WordPattern)]


def short() -> None:
    """What keywords take that stand inside many other words."""
    from kodetre.matching.find import Matcher
    from kodetre.matching.index import Index, words_of
    from kodetre.matching.patterns import WordPattern

    index = Index()
    for standard in ("nb", "nn"):
        text = "\n".join(text for text, _ in trees(standard))
        index.add(standard, text, words_of(text), [(0, len(text))])
    matcher = Matcher(index)
    for keyword in SHORT:
        forms = {form.lower(): how for form, how in matcher.forms(WordPattern(keyword)).items()}
        letters = sum(keyword in form for form in set(matcher.lower))
        print(f"{keyword}: {len(forms)} forms, of {letters} that hold its letters")
        for how in ("inflection", "first", "middle", "last"):
            print(f"  {how}:", " ".join(sorted(form for form, place in forms.items() if place == how)))


def main() -> None:
    """Everything in turn."""
    if not SHARED.exists():
        print(f"nothing to measure on: there is no {SHARED.name} folder")
        return
    if "--short" in sys.argv:
        short()
        return
    compounds()
    for standard in ("nb", "nn"):
        boundaries(standard)
        conflation(standard)
    speed()


if __name__ == "__main__":
    main()
