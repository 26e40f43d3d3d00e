"""Reports by an attribute of cases beside the same by group: 1,000 cases with 50 attributes, 100,000 codings.

usage: python bench/cases.py

Prints, for each report that takes --by, how long it takes by group and by attribute in the same run (the median of several, taken
in turn), and the ratio; and how long a condition and the list of all cases take.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from report import make_project

from kodetre.document.filters import Filters
from kodetre.model.cases import AttributeValue, CaseChange, CaseKey, NewLink
from kodetre.model.codings import StepKind
from kodetre.project.project import Project, find
from kodetre.report.options import Measure, Options, Per
from kodetre.services.cases import list_cases
from kodetre.services.report import make
from kodetre.services.report_request import ReportRequest

CASES, ATTRIBUTES, RUNS = 1000, 50, 3
REPORTS = {
    "frequencies": Options(),
    "frequencies, per 1,000 words": Options(per=Per.thousand),
    "frequencies, documents": Options(measure=Measure.documents),
    "excerpts": Options(),
}


def add_cases(project: Project) -> None:
    """A case for each document, with as many values as there are groups in the attribute that reports are by."""
    keys: list[CaseKey] = [("kommune", f"Sted {number}") for number in range(CASES)]
    values: list[tuple[CaseKey, str, AttributeValue | None]] = []
    for number, key in enumerate(keys):
        values.append((key, "type", AttributeValue("text", f"Kommune {number % 4}")))
        values += [
            (key, f"tall{place}", AttributeValue("whole", str(number * place))) for place in range(1, ATTRIBUTES)
        ]
    links = [NewLink(key, "document", f"D{number + 1}") for number, key in enumerate(keys)]
    with project.store() as store:
        change = CaseChange(added=tuple(keys), values=tuple(values), links=tuple(links))
        store.cases.record(StepKind.CASE_IMPORT, "Kari", change)


def took(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Make the project, and time its reports."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "prosjekt"
        make_project(folder)
        project = find(folder)
        print(f"adding {CASES} cases with {ATTRIBUTES} attributes: {took(lambda: add_cases(project)):.2f} s")
        print(f"listing all of them: {took(lambda: list_cases(project)):.2f} s")
        for label, options in REPORTS.items():
            kind = label.partition(",")[0]
            times: dict[str, list[float]] = {"group": [], "kommune.type": []}
            for _ in range(RUNS):
                for by, measured in times.items():
                    asked = Options(by=(by,), per=options.per, measure=options.measure)
                    measured.append(took(partial(make, ReportRequest(project, kind, asked))))
            group, attribute = (statistics.median(measured) for measured in times.values())
            print(f"{label}: by group {group:.2f} s, by attribute {attribute:.2f} s, ratio {attribute / group:.2f}")
        where = ReportRequest(project, "frequencies", filters=Filters(where=("kommune.tall7 >= 3500",)))
        plain = ReportRequest(project, "frequencies")
        print(
            f"frequencies: {took(partial(make, plain)):.2f} s; of half the cases (--where): {took(partial(make, where)):.2f} s"
        )


if __name__ == "__main__":
    main()
