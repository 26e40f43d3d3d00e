"""Whether two checkouts give the same hits, forms and suggestions in projects: what a change of speed must not change.

usage: python bench/same_hits.py OLD NEW PROJECT...

Of each project, whose store must not be too new for OLD, two copies are made, and each checkout answers in one of them, NEW
twice: it makes its index the first time and reads it the second. Asked are all words of the project's codebook, each as keyword
in every way of writing (WORD, =WORD, WORD-, -WORD, WORD~, WORD*, two in a row, NEAR, AND, NOT), where they hit, which forms they
take, and what is suggested. Exit code 1 when anything differs.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from compare_checkouts import environment

MOST = 40
"""Words of a codebook that are asked in every way."""
ANSWERS = """
import sys
from itertools import pairwise
from pathlib import Path
from kodetre.matching.parse import parse
from kodetre.matching.patterns import words_in
from kodetre.project.project import find
from kodetre.services.corpus import open_corpus
try:
    from kodetre.store import kept_index
    kept_index.FEWEST_WORDS = 0  # small ones are kept too
except ImportError:
    pass
project = find(Path(sys.argv[1]))
codebook = project.codebook()
keywords = [keyword for code in codebook.codes() for keyword in code.keywords]
words = list(dict.fromkeys(word.word for keyword in keywords for word in words_in(keyword.pattern)))
patterns = [keyword.written for keyword in keywords]
for word in words[: int(sys.argv[2])]:
    patterns += [word, "=" + word, word + "-", "-" + word, word + "~", word[:5] + "*"]
for one, other in pairwise(words[: int(sys.argv[2])]):
    patterns += [f"{one} {other}", f"{one} NEAR/8 {other}", f"{one} AND {other}", f"{one} NOT {other}"]
with project.store() as store:
    corpus = open_corpus(store, codebook)
    matcher = corpus.matcher
    for written in dict.fromkeys(patterns):
        pattern = parse(written)
        for word in words_in(pattern):
            print(written, list(matcher.forms(word).items()), [matcher.lower[n] for n in matcher.only_kin(word)])
        for document in matcher.candidates(pattern):
            print(written, document.id, [(hit.span.start, hit.span.end) for hit in matcher.hits(document, pattern, written)])
    for suggestion in corpus.suggestions(codebook):
        print(suggestion)
"""


def answers(checkout: Path, project: Path) -> bytes:
    """What a checkout says of a project."""
    command = [sys.executable, "-c", ANSWERS, str(project), str(MOST)]
    return subprocess.run(command, check=True, env=environment(checkout), stdout=subprocess.PIPE).stdout


def main(old: Path, new: Path, projects: list[Path]) -> int:
    """Compare; the exit code."""
    differing = 0
    for project in projects:
        with tempfile.TemporaryDirectory() as name:
            copies = {checkout: Path(name) / side for side, checkout in (("old", old), ("new", new))}
            for copy in copies.values():
                shutil.copytree(project, copy, ignore=shutil.ignore_patterns("*.index"))
            before = answers(old, copies[old])
            same = [answers(new, copies[new]) == before for _ in range(2)]
        lines = before.count(b"\n")
        differing += not all(same)
        verdict = "the same" if all(same) else "DIFFERENT"
        print(f"{project.name}: {lines} answers, {verdict} ({hashlib.sha256(before).hexdigest()[:12]})", flush=True)
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), [Path(name) for name in sys.argv[3:]]))
