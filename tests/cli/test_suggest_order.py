"""`kodetre suggest --order` lists what a session in the same order goes through."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre, call

from kodetre.document.filters import Filters
from kodetre.project.project import find
from kodetre.services.code import SessionRequest, open_session
from kodetre.services.suggest import SuggestRequest
from kodetre.suggestions.order import Order

SCHOOL, HOSPITAL = "Elevene i klassen får lekser av lærerinnen", "Pasientene på avdelingen får medisin av legen"
FILTERS = {
    "all": ((), Filters()),
    "a code": (("--code", "penger"), Filters(code=("penger",))),
    "a document": (("--document", "D2"), Filters(document=("D2",))),
}


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents and two codes, with answers that teach and one suggestion deferred."""
    root = tmp_path_factory.mktemp("answered") / "p"
    assert call("init", str(root), "--template", "tom").code == 0
    for name, shift in (("a", 0), ("b", 100)):
        numbers = range(shift, shift + 15)
        paragraphs = [f"{SCHOOL} nummer {number}, og det gis tilskudd." for number in numbers]
        paragraphs += [f"{HOSPITAL} nummer {number}, og det gis støtte og tilskudd." for number in numbers]
        paragraphs += [f"Veien til stasjonen ble asfaltert i år {number}." for number in numbers]
        (root / "corpus" / f"{name}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    (root / "codebooks" / "kodebok.yaml").write_text(
        "title: T\nversion: '1'\ndimensions:\n  k:\n    label: K\n    codes:\n"
        "      folk: {label: Folk, keywords: [lekse, medisin]}\n"
        "      penger: {label: Penger, keywords: [tilskudd, støtte]}\n",
        encoding="utf-8",
    )
    assert call("ingest", str(root / "corpus"), "--project", str(root)).code == 0
    rows = lines(call("suggest", "--json", "--code", "penger", "--project", str(root)).out)
    verdicts = ["accept" if str(row["text"]).startswith("Elevene") else "reject" for row in rows[:40:2]]
    decisions = [
        {key: row[key] for key in ("document", "start", "end", "code")} | {"decision": verdict}
        for row, verdict in zip(rows[:40:2], ["defer", *verdicts[1:]], strict=True)
    ]
    answers = root / "answers.jsonl"
    answers.write_text("\n".join(map(json.dumps, decisions)), encoding="utf-8")
    assert call("apply", str(answers), "--project", str(root)).code == 0
    return root


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def in_session(root: Path, order: Order, filters: Filters) -> list[tuple[object, ...]]:
    request = SessionRequest(find(root), SuggestRequest(filters), order)
    with open_session(request, lambda _: None) as session:
        return [(s.document, s.span.start, s.span.end, s.code) for s in session.queue.open]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("named", FILTERS)
def test_the_list_is_what_a_session_goes_through(kodetre: Kodetre, answered: Path, order: Order, named: str) -> None:
    options, filters = FILTERS[named]
    ran = kodetre("suggest", "--json", "--order", order.value, *options, "--project", str(answered))
    listed = [(row["document"], row["start"], row["end"], row["code"]) for row in lines(ran.out)]
    assert listed == in_session(answered, order, filters)


def test_a_limit_is_of_the_whole_list_in_an_order(kodetre: Kodetre, answered: Path) -> None:
    ran = kodetre("suggest", "--json", "--order", "doubt", "--limit", "3", "--project", str(answered))
    assert len(lines(ran.out)) == 3


def test_by_documents_each_document_is_listed_in_the_order(kodetre: Kodetre, answered: Path) -> None:
    ran = kodetre("suggest", "--json", "--by", "document", "--order", "document", "--project", str(answered))
    rows = [(row["document"], row["start"]) for row in lines(ran.out) if row["code"] == "folk"]
    assert rows == sorted(rows)


def test_it_is_said_that_some_are_drawn_at_random(kodetre: Kodetre, answered: Path) -> None:
    ran = kodetre("suggest", "--order", "learned", "--project", str(answered))
    assert "every sixth is drawn at random" in " ".join(ran.err.split())
    assert "drawn at random" in ran.out


def test_in_an_order_every_suggestion_says_its_document_and_code(kodetre: Kodetre, answered: Path) -> None:
    assert (
        " of 10  D1  folk" in kodetre("suggest", "--order", "document", "--limit", "1", "--project", str(answered)).out
    )
