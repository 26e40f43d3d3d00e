"""What filters mean in a project, and what is said when there is no such document, group, code, coder or origin."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kodetre.codebook.load import from_text
from kodetre.document.filters import Choices, Filters, select
from kodetre.errors import KodetreError, NothingMatched, NotPossible, UnknownCode, UnknownDocument
from kodetre.model.documents import DocumentInfo, Metadata

CODEBOOK = from_text(
    """\
title: Prøve
dimensions:
  kategori:
    codes:
      okonomi:
        label: Økonomi
        codes:
          tilskudd:
            label: Tilskudd
          lån:
            label: Lån
      samarbeid:
        label: Samarbeid
""",
    "prøve.yaml",
)


def document(id: str, file: str, group: str) -> DocumentInfo:
    metadata = Metadata(title=file, group=group)
    ingested = datetime(2026, 1, 31, tzinfo=UTC)
    return DocumentInfo(id, f"uuid-{id}", f"sha-{id}", file, metadata, "nb", "ok", 1, 100, True, ingested)


CHOICES = Choices(
    codebook=CODEBOOK,
    documents=(
        document("D1", "corpus/drammen-plan.pdf", "Drammen kommune"),
        document("D2", "corpus/lindvik-plan.pdf", "Lindvik kommune"),
        document("D3", "corpus/lindvik-alkohol.pdf", "Lindvik kommune"),
    ),
    group_by="group",
    codes=frozenset({"okonomi.gaver"}),
    coders=frozenset({"Kari", "Ola"}),
)


def ids(filters: Filters) -> list[str]:
    return [document.id for document in select(filters, CHOICES).documents]


def refused(filters: Filters, choices: Choices = CHOICES) -> KodetreError:
    with pytest.raises(KodetreError) as caught:
        select(filters, choices)
    return caught.value


def test_no_filters_let_every_document_through() -> None:
    assert ids(Filters()) == ["D1", "D2", "D3"]


def test_documents_are_those_that_all_filters_let_through_in_their_own_order() -> None:
    assert ids(Filters(group=("Lindvik kommune",))) == ["D2", "D3"]
    assert ids(Filters(document=("lindvik-alkohol.pdf", "d1"))) == ["D1", "D3"]
    assert ids(Filters(document=("D1", "D3"), group=("Lindvik kommune",))) == ["D3"]


def test_a_document_becomes_its_id_and_a_code_its_key() -> None:
    selection = select(Filters(document=("drammen-plan.pdf",), code=("tilskudd",)), CHOICES)
    assert selection.filters == Filters(document=("D1",), code=("okonomi.tilskudd",))


def test_a_code_stands_for_those_under_it() -> None:
    selection = select(Filters(code=("okonomi",)), CHOICES)
    assert selection.filters.lets_code("okonomi.tilskudd")
    assert not selection.filters.lets_code("okonomiske")
    assert not selection.filters.lets_code("samarbeid")


def test_a_code_of_codings_is_known_though_it_has_left_the_codebook() -> None:
    assert select(Filters(code=("okonomi.gaver",)), CHOICES).filters.code == ("okonomi.gaver",)


@pytest.mark.parametrize(
    ("filters", "kind", "where", "next_step"),
    [
        (
            Filters(group=("Drammn",)), NothingMatched, "Drammn",
            "did you mean 'Drammen kommune'? there are also: Lindvik kommune",
        ),
        (Filters(group=("Oslo",)), NothingMatched, "Oslo", "there are: Drammen kommune, Lindvik kommune"),
        (Filters(coder=("kari",)), NothingMatched, "kari", "did you mean 'Kari'? there are also: Ola"),
        (Filters(code=("tilksudd",)), UnknownCode, "tilksudd", "did you mean 'okonomi.tilskudd'"),
        (Filters(code=("xyz",)), UnknownCode, "xyz", "see: kodetre codebook show"),
        (Filters(document=("D9",)), UnknownDocument, "D9", "there are: D1, D2, D3"),
        (
            Filters(document=("lindvik-alkhol.pdf",)), UnknownDocument, "lindvik-alkhol.pdf",
            "did you mean 'lindvik-alkohol.pdf'",
        ),
        (Filters(origin=("drøm",)), NotPossible, "drøm", "one of: manual, keyword, imported"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named_with_what_there_is(
    filters: Filters, kind: type[KodetreError], where: str, next_step: str
) -> None:
    error = refused(filters)
    assert type(error) is kind
    assert error.where == where
    assert error.next_step.startswith(next_step)


def test_each_value_of_a_filter_is_looked_at() -> None:
    assert refused(Filters(group=("Lindvik kommune", "Oslo"))).where == "Oslo"
    assert refused(Filters(document=("D1", "D7"))).where == "D7"


def test_values_that_are_there_but_meet_in_no_document_are_said_to_be_the_selection() -> None:
    error = refused(Filters(group=("Drammen kommune",), document=("D2",)))
    assert error.what == "no document is in the selection (group Drammen kommune; document D2)"


def test_a_project_without_documents_is_no_selection_without_documents() -> None:
    assert select(Filters(), replace(CHOICES, documents=())).documents == ()
    assert "kodetre ingest" in refused(Filters(document=("D1",)), replace(CHOICES, documents=())).next_step


def test_where_something_was_looked_for_is_told_in_words() -> None:
    assert select(Filters(), CHOICES).within() == "in the documents"
    selection = select(Filters(document=("drammen-plan.pdf",)), CHOICES)
    assert selection.within() == "in the selection (document D1)"
    assert selection.within("score at least 2") == "in the selection (document D1; score at least 2)"
