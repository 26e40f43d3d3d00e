"""spaCy as the analyser: a real pipeline, trained by these tests on a few sentences and saved to disk."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.training import Example
from support.project import Kodetre

from kodetre.errors import MissingAnalyser
from kodetre.language.analysis import PARTS, Analysis, splitter
from kodetre.language.spacy_analyser import Spacy
from kodetre.matching.index import words_of
from kodetre.store.packing import pack_analysis, unpack_analysis

pytestmark = pytest.mark.xdist_group("spacy")  # one model is trained for all

TAUGHT = [
    ("Kommunen lover bedre tilbud .", "NOUN VERB ADJ NOUN PUNCT", "kommune love god tilbud ."),
    ("Stortinget vedtok nye lover i juni .", "NOUN VERB ADJ NOUN ADP NOUN PUNCT", "storting vedta ny lov i juni ."),
    ("Alle lover gjelder .", "DET NOUN VERB PUNCT", "all lov gjelde ."),
    ("Planen lover mer .", "NOUN VERB ADJ PUNCT", "plan love mye ."),
]
TEXT = "Planen lover mer .\n\nAlle lover gjelder ."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that knows parts of speech, lemmas and sentences, overfitted to four sentences."""
    pipeline = spacy.blank("nb")
    pipeline.add_pipe("morphologizer")
    pipeline.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1, "top_k": 3})
    pipeline.add_pipe("sentencizer")
    examples = [
        Example.from_dict(
            pipeline.make_doc(text), {"words": text.split(), "pos": parts.split(), "lemmas": lemmas.split()}
        )
        for text, parts, lemmas in TAUGHT
    ]
    pipeline.initialize(lambda: examples)
    for _ in range(60):
        pipeline.update(examples)
    folder = tmp_path_factory.mktemp("model") / "nb_taught"
    pipeline.to_disk(folder)
    return folder


def with_model(project: Path, model: object) -> None:
    settings = project / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8") + f"\nwords: {{analyser: spacy, model: '{model}'}}\n", "utf-8")


def analysed(model: Path) -> tuple[list[str], list[str], list[str], Analysis]:
    words = words_of(TEXT)
    analysis = Spacy(str(model), model.parent).analyse(TEXT, [(0, 18), (20, len(TEXT))], words.start, words.end)
    said = [TEXT[a:b] for a, b in zip(words.start.tolist(), words.end.tolist(), strict=True)]
    lemmas = [analysis.lemmas[number] for number in analysis.lemma.tolist()]
    return said, lemmas, [PARTS[number] for number in analysis.part.tolist()], analysis


def test_each_word_gets_the_lemma_and_part_of_speech_that_it_has_in_its_sentence(model: Path) -> None:
    said, lemmas, parts, _ = analysed(model)
    told = list(zip(said, lemmas, parts, strict=True))
    assert ("lover", "love", "VERB") in told
    assert ("lover", "lov", "NOUN") in told


def test_sentences_are_those_of_the_model(model: Path) -> None:
    *_, analysis = analysed(model)
    split = splitter(TEXT, analysis.sentence)
    assert [TEXT[a:b] for a, b in split(0, len(TEXT))] == ["Planen lover mer .", "Alle lover gjelder ."]
    assert [TEXT[a:b] for a, b in split(20, 30)] == ["Alle lover"]


def test_an_analysis_packed_and_unpacked_is_the_same(model: Path) -> None:
    *_, analysis = analysed(model)
    again = unpack_analysis(pack_analysis(analysis))
    assert again.lemmas == analysis.lemmas
    for name in ("lemma", "part", "sentence"):
        assert np.array_equal(getattr(again, name), getattr(analysis, name))


def test_a_word_that_spacy_divides_or_joins_keeps_our_offsets(model: Path) -> None:
    text = "FACT-teamet f.eks. og post@lindvik.no, 12,5 %"
    words = words_of(text)
    analysis = Spacy(str(model), model.parent).analyse(text, [(0, len(text))], words.start, words.end)
    assert len(analysis.lemma) == len(analysis.part) == len(words.form)


def test_a_keyword_with_a_part_of_speech_finds_the_noun_and_not_the_verb(
    project: Path, kodetre: Kodetre, model: Path
) -> None:
    for file in (project / "corpus").iterdir():
        file.unlink()
    (project / "corpus" / "ord.txt").write_text("Planen lover mer.\n\nAlle lover gjelder.\n", "utf-8")
    with_model(project, model)
    assert kodetre("ingest", "corpus").code == 0
    nouns = kodetre("search", "lov:NOUN", "--json", "--document", "ord.txt")
    assert "reading its" in nouns.err
    assert [json.loads(line)["start"] for line in nouns.lines] == [24]
    verbs = kodetre("search", "love:VERB", "--json", "--document", "ord.txt")
    assert [json.loads(line)["start"] for line in verbs.lines] == [7]
    assert "reading its" not in verbs.err, "what was read once is kept"


def test_without_a_model_a_part_of_speech_is_refused_and_said_how_to_get_one(project: Path, kodetre: Kodetre) -> None:
    ran = kodetre("search", "lov:NOUN")
    assert ran.code == 2
    assert "part of speech" in ran.err
    assert ran.out == ""


def test_a_codebook_that_asks_for_a_part_of_speech_without_a_model_is_wrong_at_its_line(
    project: Path, kodetre: Kodetre
) -> None:
    book = next((project / "codebooks").iterdir())
    book.write_text(
        "dimensions:\n  d:\n    codes:\n      lov:\n        label: Lov\n        keywords: [lov:NOUN]\n", "utf-8"
    )
    ran = kodetre("codebook", "check")
    assert ran.code == 5
    assert ":6:20: keyword 'lov:NOUN' asks for NOUN" in ran.err


def test_a_missing_model_is_told_with_the_command_that_installs_it(project: Path, kodetre: Kodetre) -> None:
    with_model(project, "nb_core_news_none")
    ran = kodetre("search", "lov")
    assert ran.code == 3
    assert f"{sys.executable} -m spacy download nb_core_news_none" in ran.err


def test_missing_spacy_is_told_with_the_command_that_installs_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingAnalyser) as told:
        Spacy("nb_core_news_sm", tmp_path)
    assert "pip install 'spacy" in told.value.next_step
    assert "spacy download nb_core_news_sm" in told.value.next_step


def test_a_folder_that_is_no_model_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "config.cfg").write_text("[nlp]\nlang = 'xx'\n", "utf-8")
    words = words_of(TEXT)
    with pytest.raises(MissingAnalyser, match="can load"):
        Spacy("broken", tmp_path).analyse(TEXT, [(0, 5)], words.start, words.end)


def test_a_model_that_looks_for_names_says_where_they_stand(tmp_path: Path) -> None:
    pipeline = spacy.blank("nb")
    ruler = pipeline.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "PER", "pattern": "Fylla"}, {"label": "MISC", "pattern": "Maidagen"}])
    pipeline.to_disk(tmp_path / "nb_names")
    text = "Ingen.\n\nDe spurte Fylla på Maidagen."
    names = Spacy("nb_names", tmp_path).names(text, [(0, 6), (8, len(text))])
    assert [text[start:end] for start, end in names] == ["Fylla"]


def test_a_model_that_does_not_look_for_names_finds_none(model: Path) -> None:
    assert Spacy(str(model), model.parent).names(TEXT, [(0, len(TEXT))]) == []
