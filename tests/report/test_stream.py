"""A list of excerpts that is written while its codings are read: the bytes of the whole report, and nothing of half of one."""

import json
from itertools import product
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.document.filters import Filters
from kodetre.errors import KodetreError, Overtaken
from kodetre.model.codings import Change, Memo, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.project.project import find
from kodetre.report.options import Options
from kodetre.services import report_stream
from kodetre.services.report import make
from kodetre.services.report_request import ReportRequest
from kodetre.services.report_stream import can_stream, streamed


def whole(request: ReportRequest) -> tuple[str, int] | str:
    """The report as it is made at once, and how many rows it has; or what is told instead."""
    try:
        report = make(request)
    except KodetreError as problem:
        return problem.told()
    return report.by_format[request.formats[0]].decode(), report.rows


def in_parts(request: ReportRequest) -> tuple[str, int] | str:
    """The same as it comes in parts."""
    try:
        with streamed(request) as report:
            return "".join(report.parts), report.rows
    except KodetreError as problem:
        return problem.told()


FILTERS = (
    Filters(),
    Filters(group=("Drammen kommune",)),
    Filters(document=("D1",)),
    Filters(code=("okonomi",)),
    Filters(code=("okonomi",), document=("D1",)),
    Filters(origin=("manual",)),
    Filters(coder=("Ola",)),
    Filters(coder=("Nobody",)),
    Filters(code=("nothing",)),
)


@pytest.mark.parametrize("by", [(), ("code",), ("document",), ("group",), ("year",)])
def test_a_report_in_parts_is_the_report_made_at_once(
    coded: Path, monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...]
) -> None:
    monkeypatch.setattr(report_stream, "_AT_ONCE", 2)
    project = find(coded)
    with project.store() as store:
        (coding, *_) = store.codings.live()
        memo = Memo("coding", coding.id, 'Se "her"; =1+1', coding.coder)
        store.codings.record(StepKind.MEMO, coding.coder, Change(memos=(memo,)))
        words = Span(coding.span.start, coding.span.start + 4)
        change = Change((NewCoding(coding.document, words, "okonomi", "manual"),), (store.codings.live()[-1].id,))
        store.codings.record(StepKind.CODE, "Ola", change)
    for format, filters in product(("csv", "csv-excel", "json"), FILTERS):
        request = ReportRequest(project, "excerpts", Options(by=by), filters, (format,))
        assert can_stream(request)
        assert in_parts(request) == whole(request), (format, filters)


@pytest.mark.parametrize("format", ["csv", "csv-excel", "json"])
def test_what_is_not_coded_in_parts_is_the_report_made_at_once(coded: Path, format: str) -> None:
    project = find(coded)
    for filters in (*FILTERS, Filters(document=("D2",))):
        request = ReportRequest(project, "absence", filters=filters, formats=(format,))
        assert can_stream(request)
        assert in_parts(request) == whole(request), filters


@pytest.mark.parametrize("format", ["csv", "csv-excel", "json"])
def test_what_comes_after_what_is_not_coded_comes_in_parts_too(kodetre: Kodetre, coded: Path, format: str) -> None:
    kept = ("search", "tilskudd", "--record", "--coder", "Kari", "--project", str(coded))
    assert kodetre(*kept).code == 0
    request = ReportRequest(find(coded), "absence", formats=(format,))
    told, rows = in_parts(request)
    assert (told, rows) == whole(request)
    assert "Kari" in told


def test_codings_of_a_text_that_has_changed_come_as_in_the_whole_report(kodetre: Kodetre, coded: Path) -> None:
    project, file = find(coded), coded / "corpus" / "notat.txt"
    text = "Kommunen gir tilskudd til klubben.\n\nPolitiet samarbeider med skolen.\n"
    file.write_text(text, "utf-8")
    assert kodetre("ingest", str(file), "--project", str(coded)).code == 0
    with project.store() as store:
        id = store.documents.find("notat.txt").id
        spans = (Span(0, 8), Span(13, 21), Span(text.index("Politiet"), text.index("Politiet") + 8))
        made = tuple(NewCoding(id, span, "okonomi", "manual") for span in spans)
        store.codings.record(StepKind.CODE, "Kari", Change(made))
    file.write_text("Et nytt avsnitt først.\n\n" + text.replace("tilskudd", "lån"), "utf-8")
    assert kodetre("ingest", str(file), "--project", str(coded)).code == 0
    with project.store() as store:
        assert {coding.found for _, coding in store.codings.kept_in(id)} > {"adrift"}
    for by in ((), ("document",)):
        request = ReportRequest(project, "excerpts", Options(by=by), formats=("csv",))
        assert in_parts(request) == whole(request)


@pytest.mark.parametrize(
    "request_of",
    [
        lambda project: ReportRequest(project, "excerpts", formats=("md",)),
        lambda project: ReportRequest(project, "excerpts", formats=("csv", "json")),
        lambda project: ReportRequest(project, "excerpts", Options(typical=2), formats=("csv",)),
        lambda project: ReportRequest(project, "excerpts", Options(by=("group", "year")), formats=("csv",)),
        lambda project: ReportRequest(project, "excerpts", filters=Filters(code=("a AND b",)), formats=("csv",)),
        lambda project: ReportRequest(project, "frequencies", formats=("csv",)),
    ],
)
def test_what_needs_all_codings_at_once_is_made_at_once(coded: Path, request_of: object) -> None:
    assert not can_stream(request_of(find(coded)))  # type: ignore[operator]


def test_nothing_to_report_ends_with_6_and_writes_no_file(kodetre: Kodetre, project: Path, tmp_path: Path) -> None:
    place = tmp_path / "utdrag.csv"
    command = ("report", "excerpts", "--format", "csv", "--project", str(project))
    assert kodetre(*command).code == 6
    assert kodetre(*command, "--output", str(place)).code == 6
    assert not place.exists()


def test_a_project_that_somebody_changes_meanwhile_gives_no_half_report(
    kodetre: Kodetre, coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_stream, "_AT_ONCE", 1)
    place = tmp_path / "utdrag.csv"
    place.write_text("det som sto der", "utf-8")
    rows_of = report_stream.rows_of
    changed: list[bool] = []

    def meanwhile(data):
        row_of = rows_of(data)

        def row(excerpt):
            if not changed:
                changed.append(True)
                with find(coded).store() as store:
                    (coding, *_) = store.codings.live()
                    store.codings.record(StepKind.CODE, "Ola", Change(removed=(coding.id,)))
            return row_of(excerpt)

        return row

    monkeypatch.setattr(report_stream, "rows_of", meanwhile)
    asked = ("report", "excerpts", "--format", "csv", "--project", str(coded), "--output", str(place), "--force")
    ran = kodetre(*asked)
    assert ran.code == Overtaken.exit_code
    assert place.read_text("utf-8") == "det som sto der"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
    monkeypatch.undo()
    assert kodetre(*asked).code == 0


def test_the_screen_and_a_file_get_the_same(kodetre: Kodetre, coded: Path, tmp_path: Path) -> None:
    place = tmp_path / "utdrag.json"
    shown = kodetre("report", "excerpts", "--format", "json", "--project", str(coded))
    written = kodetre("report", "excerpts", "--format", "json", "--project", str(coded), "--output", str(place))
    assert (shown.code, written.code) == (0, 0)
    assert shown.out == place.read_text("utf-8")
    assert json.loads(shown.out)["rows"]


def test_codings_are_read_again_when_they_have_changed(coded: Path) -> None:
    project = find(coded)
    with project.store() as store, project.store() as other:
        before = store.codings.kept()
        assert store.codings.kept() == before
        store.codings.kept().clear()  # what was given is the caller's
        other.codings.record(StepKind.CODE, "Ola", Change(removed=(before[0].id,)))
        assert store.codings.kept() == before[1:]
        store.journal.undo("Ola")
        assert store.codings.kept() == before
