"""Projects of other programs, generated, and what a project of kodetre's is told by."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

from hypothesis import strategies as st

from kodetre.exchange.qda import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
    QdaValue,
    QdaVariable,
)
from kodetre.exchange.refi.write import write_project
from kodetre.project.project import Project

guids = st.uuids(version=4).map(str)
_letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Mn", "Co", "Cn"))
names = st.text(_letters, min_size=1, max_size=12).map(lambda name: " ".join(name.split())).filter(bool)
paragraphs = st.text(st.sampled_from("abcdefå øÆé😀. "), min_size=1, max_size=60).map(str.strip).filter(bool)
texts = st.lists(paragraphs, min_size=1, max_size=5).map("\n\n".join)
times = st.datetimes(datetime(2001, 1, 1), datetime(2035, 1, 1)).map(
    lambda time: time.replace(microsecond=0, tzinfo=UTC)
)


@st.composite
def projects(draw: st.DrawFn) -> QdaProject:
    """A project with codes in a tree, texts with codings by several coders, memos, cases and variables."""
    users = [
        QdaUser(draw(guids), name) for name in draw(st.lists(names, min_size=1, max_size=3, unique_by=str.casefold))
    ]
    coder = st.sampled_from([user.guid for user in users])
    codes: list[QdaCode] = []
    for number, name in enumerate(draw(st.lists(names, min_size=1, max_size=6, unique_by=str.casefold))):
        above = st.sampled_from(["", *(code.guid for code in codes)])
        codes.append(QdaCode(draw(guids), f"{name} {number}", draw(above), draw(paragraphs), "#a1b2c3"))
    notes: list[QdaNote] = []

    def note() -> str:
        notes.append(QdaNote(draw(guids), "", draw(paragraphs), draw(coder), draw(times)))
        return notes[-1].guid

    sources: list[QdaSource] = []
    for number in range(draw(st.integers(1, 3))):
        text = f"Tekst nr. {number}\n\n{draw(texts)}"
        selections: list[QdaSelection] = []
        ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
        for start, end in draw(st.lists(ends, max_size=4, unique=True)):
            user, created = draw(coder), draw(times)
            given_codes = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True))
            codings = [
                QdaCoding(draw(guids), code.guid, user, created, (note(),) if draw(st.booleans()) else ())
                for code in given_codes
            ]
            quote = text[start:end]
            selections.append(QdaSelection(draw(guids), start, end, quote, "", user, created, tuple(codings)))
        about = (note(),) if draw(st.booleans()) else ()
        sources.append(
            QdaSource(
                draw(guids),
                f"kilde {number}.txt",
                "text",
                text,
                created=draw(times),
                selections=tuple(selections),
                notes=about,
            )
        )
    variable = QdaVariable(draw(guids), "folketall", "Integer")
    value = QdaValue(variable.guid, "Integer", str(draw(st.integers(0, 10**6))))
    case = QdaCase(draw(guids), draw(names), values=(value,), sources=(sources[0].guid,))
    return QdaProject(
        name=draw(names), origin="test", users=tuple(users), codes=tuple(codes), variables=(variable,), cases=(case,),
        sources=tuple(sources), notes=tuple(notes),
    )  # fmt: skip


def written(project: QdaProject, path: Path) -> Path:
    """A project as a .qdpx."""
    target = BytesIO()
    write_project(target, project, {})
    path.write_bytes(target.getvalue())
    return path


def told(project: Project) -> dict[str, object]:
    """What a project is told by, whatever the numbers of its rows."""
    with project.store() as store:
        uuids = {info.id: info.uuid for info in store.documents.all()}
        return {
            "documents": {
                info.uuid: (store.documents.get(info.id).text, info.metadata) for info in store.documents.all()
            },
            "codings": {
                (one.id, uuids[one.document], one.anchor, one.code, one.coder, one.created, one.memo)
                for one in store.codings.live()
            },
            "memos": {
                (one.target, uuids.get(one.subject, one.subject), one.text, one.coder, one.created)
                for one in store.codings.memos()
            },
            "codes": [(code.key, code.label, code.definition, code.colour) for code in project.codebook().codes()],
        }


def is_guid(text: str) -> bool:
    """Whether a text is a GUID."""
    return str(UUID(text)) == text
