"""The commands, in the order of the work: where each is, and what the list of all says of it.

No command's file is read before it is asked for: a list of all needs none of them, and a command none of the others.
"""

from dataclasses import dataclass

from kodetre.i18n.message import translatable


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a command is (`file:name` in this room, the name of a function or of a group), and the first paragraph of its help."""

    where: str
    summary: str


@dataclass(frozen=True, slots=True)
class RootOption:
    """An option before the command, as the list of all shows it: its names, its type, what it does."""

    long: str
    short: str
    kind: str
    summary: str


ABOUT = translatable(
    "Qualitative document analysis: take documents in, code them against a code tree, report excerpts with pages."
)
OF_VERSION = translatable("Print the version and exit.")
OF_LANGUAGE = translatable("The language of help, messages and the app. Otherwise the project's, else the terminal's.")

ROOT_OPTIONS = (
    RootOption("--version", "", "<bool>", OF_VERSION),
    RootOption("--language", "", "nb|nn|en", OF_LANGUAGE),
    RootOption("--install-completion", "", "<bool>", translatable("Install completion for the current shell.")),
    RootOption(
        "--show-completion",
        "",
        "<bool>",
        translatable("Show completion for the current shell, to copy it or customize the installation."),
    ),
    RootOption("--help", "-h", "<bool>", translatable("Show this message and exit.")),
)
"""Those of kodetre and, from the third, those that typer adds."""

COMMANDS = {
    "init": Listed(
        "init:init", translatable("Make a new project: kodetre.yaml, codebooks/, corpus/ and an empty store.")
    ),
    "sources": Listed(
        "sources:app",
        translatable("The way from a search to an included document: searches, candidates, decisions, appraisal."),
    ),
    "ingest": Listed(
        "ingest:ingest",
        translatable(
            "Take documents in: PDF, DOCX, ODT, RTF, HTML, TXT and MD, and captions of recordings: VTT and SRT."
        ),
    ),
    "documents": Listed(
        "documents:app", translatable("List the documents, read one, set its metadata, find what is to be mended.")
    ),
    "speakers": Listed(
        "speakers:speakers",
        translatable("List who speaks in the transcripts, and mark who of them asks the questions."),
    ),
    "pseudonyms": Listed(
        "pseudonyms:app",
        translatable("Pseudonyms in the place of people's names: the key, names for it, and whether any is left."),
    ),
    "codebook": Listed(
        "codebook:app",
        translatable(
            "Draw the code tree, find mistakes in it, change it together with what is coded, propose pairs of words."
        ),
    ),
    "search": Listed(
        "search:search",
        translatable("Show every hit of a pattern with the words around it (KWIC), its document and page."),
    ),
    "words": Listed(
        "words:words",
        translatable(
            "List every form in the corpus that a keyword takes, how and how often; or suggest words for a code."
        ),
    ),
    "suggest": Listed(
        "suggest:suggest", translatable("List what is suggested and you have not decided on, the most probable first.")
    ),
    "keywords": Listed(
        "keywords:app",
        translatable(
            "How well the keywords do: against passages that somebody has coded, or in a sample that you judge."
        ),
    ),
    "actors": Listed(
        "actors:app",
        translatable("List who is named in the documents: organisations, municipalities, agencies, persons, places."),
    ),
    "case": Listed(
        "case:app",
        translatable("Cases: municipalities, informants, scenes, with attributes, figures, and what belongs to them."),
    ),
    "code": Listed(
        "code:code",
        translatable(
            "Go through the suggestions and decide: accept, reject, another code, a memo. Everything is saved at once."
        ),
    ),
    "apply": Listed(
        "apply:apply", translatable("Take codings and decisions from a file: all of them or, when one is wrong, none.")
    ),
    "codings": Listed("codings:codings", translatable("List codings, with filters.")),
    "adrift": Listed(
        "adrift:app",
        translatable(
            "Codings whose document was read anew and whose words have changed: list them, confirm or place them, drop them."
        ),
    ),
    "read": Listed(
        "read:read",
        translatable(
            "Sign for pages that you have read, and list who has read what: signed for, or on the screen of a coding session."
        ),
    ),
    "assign": Listed(
        "assign:assign",
        translatable(
            "Give a coder documents to code, by name or by drawing a share of each group, and list who has what."
        ),
    ),
    "merge": Listed(
        "merge:merge",
        translatable(
            "Take in what a colleague has done in a project with the same documents: codings, decisions, memos, with whose they are."
        ),
    ),
    "discuss": Listed(
        "discuss:discuss",
        translatable(
            "Go through what two coders have coded otherwise, and say what holds and why: it becomes a third coder's."
        ),
    ),
    "synthesis": Listed(
        "synthesis:synthesis",
        translatable(
            "Write what you found: a text, a verdict and what was expected for each perspective, category and case."
        ),
    ),
    "report": Listed(
        "report:report",
        translatable("Make tables and figures for the thesis, in Word, Excel, LaTeX, HTML, Markdown, CSV or JSON."),
    ),
    "import": Listed(
        "importing:import_",
        translatable(
            "Take another program's project in: texts, codes, codings with their coders and times, memos, cases; or the highlights of a PDF."
        ),
    ),
    "export": Listed(
        "export:export", translatable("Write the project for another program, and list what that cannot hold.")
    ),
    "archive": Listed(
        "archive:archive",
        translatable(
            "Write what goes to a data archive: documents, codebook, codings, how it was done, and a hash of every file."
        ),
    ),
    "undo": Listed("journal:undo", translatable("Take back your last action; again and again, across sessions.")),
    "redo": Listed("journal:redo", translatable("Do again what you took back last.")),
    "journal": Listed("journal:journal", translatable("List everything that changed the project: when, who, what.")),
    "backup": Listed(
        "backup:backup", translatable("Write a consistent, checked copy of every coding, also while a session is open.")
    ),
    "rescue": Listed(
        "rescue:rescue",
        translatable("Write what can be read of a damaged kodetre.db into a new store, and say what is gone."),
    ),
}
