"""What the programs that a project goes out to do not take of it, though it is in the file. Pure."""

from kodetre.exchange.profiles import Profile
from kodetre.exchange.qda import Loss, QdaProject
from kodetre.i18n.message import msg


def lost_there(profile: Profile, project: QdaProject, memos: int) -> list[Loss]:
    """What a profile's program loses; `memos` is how many there are. Known from QualCoder 4's own importer, run on our files."""
    losses: list[tuple[int, str, str]] = []
    if profile.descriptions:
        why = msg("are descriptions of what they are on, without their time, and without whose they are")
        losses.append((memos, msg("memos"), why))
    if profile.name == "qualcoder":
        values = sum(len(source.values) for source in project.sources if source.kind == "pdf")
        members = sum(len(case.sources) for case in project.cases)
        colours = sum(bool(code.colour) for code in project.codes)
        losses += [
            (
                members,
                msg("documents"),
                msg("of cases: QualCoder takes the cases without them (--to qualcoder keeps them)"),
            ),
            (values, msg("values"), msg("of PDFs: QualCoder takes those of texts alone (--to qualcoder keeps them)")),
            (colours, msg("colours"), msg("become the nearest of QualCoder's own (--to qualcoder keeps them)")),
            (len(project.sets), msg("sets"), msg("become attributes of documents in QualCoder")),
        ]
    return [Loss(count, what, why) for count, what, why in losses if count]
