"""A small project to begin with, made once and copied for each trial, and random texts for it."""

import atexit
import random
import shutil
import tempfile
from functools import cache
from pathlib import Path

from support.project import call

from soak.programs import Command, here

CODEBOOK = """\
# Kodebok for prøver.
title: Prøve
dimensions:
  kategori:
    label: Kategori
    codes:
      # Penger og stillinger.
      okonomi:
        label: Økonomi
        keywords: [budsjett, årsverk]
        codes:
          tilskudd:
            label: Tilskudd
            keywords: [tilskudd, midler]
      samarbeid:
        label: Samarbeid
        keywords: [samarbeid, politi]
        codes:
          frivillige:
            label: Frivillige
            keywords: [frivillig]
  perspektiv:
    label: Perspektiv
    codes:
      styring:
        label: Styring
        keywords: [måloppnåelse, rapportere]
      # Det som folk tror og gjør.
      kultur:
        label: Kultur
        keywords: [holdning, erfaring]
"""
SENTENCES = (
    "Kommunen fikk tilskudd til to årsverk i rustjenesten.",
    "Budsjettet for neste år er ikke vedtatt.",
    "Samarbeidet med politiet går fram til sommeren.",
    "Frivillige lag og organisasjoner tar imot ungdom hver torsdag.",
    "Måloppnåelsen rapporteres til kommunestyret i mai.",
    "Erfaringene fra andre kommuner er gode.",
    "Holdningene til rusmidler endrer seg langsomt.",
    "Midlene er øremerket, og kan ikke brukes til drift.",
    "Planen rulleres hvert fjerde år.",
    "Ansvarlig for tiltaket er leder for helse og mestring.",
)
CODERS = ("Kari", "Ola")


def text_of(chance: random.Random, title: str) -> str:
    """A document in Markdown: a title, sections, and paragraphs in which some sentences stand several times."""
    paragraphs = [f"# {title}"]
    for number in range(chance.randint(1, 3)):
        paragraphs.append(f"## {number + 1} Del")
        for _ in range(chance.randint(1, 4)):
            paragraphs.append(" ".join(chance.choices(SENTENCES, k=chance.randint(1, 3))))
    return "\n\n".join(paragraphs) + "\n"


def edited(chance: random.Random, text: str) -> str:
    """A document with paragraphs that are gone, new, in another order or in other words."""
    paragraphs = text.strip().split("\n\n")
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(paragraphs))
        match chance.randrange(4):
            case 0 if len(paragraphs) > 3:
                paragraphs.pop(place)
            case 1:
                paragraphs.insert(place, " ".join(chance.choices(SENTENCES, k=2)))
            case 2:
                paragraphs.insert(place, paragraphs.pop(chance.randrange(len(paragraphs))))
            case _:
                paragraphs[place] = paragraphs[place].replace("er ", "blir ").replace("Kommunen", "Bydelen")
    return "\n\n".join(paragraphs) + "\n"


def empty(root: Path) -> Path:
    """A project of Kari's without documents."""
    assert call("init", str(root), "--template", "tom").code == 0
    codebook_of(root).write_text(CODEBOOK, "utf-8")
    settings = root / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("coder: ''", "coder: Kari"), "utf-8")
    return root


@cache
def prepared() -> Path:
    """A project of two coders: three documents, codings one by one and by keywords, memos, a document that was read anew."""
    folder = tempfile.mkdtemp(prefix="kodetre-soak-prepared-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = empty(Path(folder) / "prosjekt")
    chance = random.Random(0)
    for number in range(3):
        (root / "corpus" / f"plan-{number}.md").write_text(text_of(chance, f"Plan {number}"), "utf-8")
    for command in (
        Command(("ingest", str(root / "corpus"), "--jobs", "1")),
        Command(("code", "--plain"), ("a", "m en tanke", "c kultur", "r", "M om planen", "K om koden", "q")),
        Command(("code", "--accept-all", "--min-probability", "0", "--coder", "Ola")),
    ):
        ran = here(command, root)
        assert ran.code == 0, ran.err
    plan = root / "corpus" / "plan-0.md"
    plan.write_text(edited(chance, plan.read_text("utf-8")).replace("to årsverk", "fire stillinger"), "utf-8")
    ran = here(Command(("ingest", str(plan), "--jobs", "1")), root)
    assert ran.code == 0, ran.err
    return root


def copy_of(project: Path, place: Path) -> Path:
    """A copy of a project, at a place that is not there yet."""
    shutil.copytree(project, place)
    return place


def codebook_of(project: Path) -> Path:
    """The file of the project's codebook."""
    return project / "codebooks" / "kodebok.yaml"
