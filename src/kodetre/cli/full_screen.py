"""The full-screen session: the document stands on the screen while the keywords are still being looked for."""

from kodetre.services.code import SessionRequest, open_late_session
from kodetre.tui.app import CodingApp


def full_screen(request: SessionRequest) -> None:
    """Open the app on a project. Raises NothingMatched when it has no documents, and what `select` raises."""
    settings = request.project.settings
    with open_late_session(request, lambda _: None) as late:
        app = CodingApp(
            late.session,
            suggestions=late.find_suggestions,
            theme=settings.theme,
            width=settings.width,
            keys=dict(settings.keys),
        )
        app.run()
        if app.defect is not None:
            raise app.defect
        if app.failed is not None:
            raise app.failed
