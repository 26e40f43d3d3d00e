"""The code tree in full: to look at, and to choose codes from without the mouse."""

from collections.abc import Iterable

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kodetre.codebook.fitting import FITS, how_well_it_fits
from kodetre.codebook.tree import Code, stands_under
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg
from kodetre.session.session import Session
from kodetre.tui.typeset import shown


class CodesScreen(ModalScreen[tuple[str, ...]]):
    """Dimensions side by side, narrowed by typing. Gives the keys that were chosen; none when it was left.

    Arrows move, Tab goes to the other dimension, the space bar marks several when nothing is typed after a space, Enter
    chooses.
    """

    DEFAULT_CSS = """
    CodesScreen { align: center middle; }
    CodesScreen > Vertical { width: 94%; height: 92%; background: $surface; border: round $primary; padding: 0 1; }
    CodesScreen Horizontal { height: 1fr; margin: 1 0; }
    CodesScreen .list { width: 1fr; height: 1fr; }
    CodesScreen #detail { height: 7; border-top: solid $primary 30%; }
    CodesScreen #keys { height: 1; color: $text-muted; }
    """

    def __init__(self, session: Session, asked: str) -> None:
        super().__init__()
        self.session = session
        self.asked = asked
        self.column = 0
        self.rows: list[list[Code]] = []
        self.row: list[int] = []
        self.marked: list[str] = []
        self._first: dict[int, int] = {}
        """The first row of each column that is drawn."""

    def compose(self) -> ComposeResult:
        """The line to type on, a list for each dimension, and what is said of the code."""
        with Vertical():
            line = Input(
                placeholder=msg("{asked} Type part of a key, label or definition", asked=self.asked), compact=True
            )
            line.cursor_blink = False
            yield line
            with Horizontal():
                for place, _ in enumerate(self.session.codebook.dimensions):
                    yield Static(classes="list", id=f"list{place}")
            with VerticalScroll(id="detail"):
                yield Static(id="about")
            yield Static(
                phrase(
                    msg("↑↓ move  Tab other dimension  Ctrl+N mark several  Enter or another click choose  Esc leave")
                ),
                id="keys",
            )

    def on_mount(self) -> None:
        """Everything, from the code that is looked at."""
        self.narrow("")
        at = self.session.code_in_focus
        for column, codes in enumerate(self.rows):
            for place, code in enumerate(codes):
                if code.key == at:
                    self.column, self.row[column] = column, place
        self.query_one(Input).focus()
        self.call_after_refresh(self.draw)

    def narrow(self, typed: str) -> None:
        """Only codes that what was typed fits, and those above them; the best one is chosen."""
        wanted = typed.strip().casefold()
        self.rows, self.row = [], []
        best = (0.0, 0, 0)
        for column, dimension in enumerate(self.session.codebook.dimensions):
            fits = {code.key: how_well_it_fits(code, wanted) for code in dimension.codes}
            fitting = [key for key, fit in fits.items() if fit >= FITS]
            shown_codes = [code for code in dimension.codes if _has_under(code.key, fitting)]
            self.rows.append(shown_codes)
            self.row.append(0)
            for place, code in enumerate(shown_codes):
                if wanted and fits[code.key] > best[0]:
                    best = (fits[code.key], column, place)
        if wanted and best[0]:
            self.column, self.row[best[1]] = best[1], best[2]
        elif not self.rows[self.column] and (filled := [c for c, codes in enumerate(self.rows) if codes]):
            self.column = filled[0]

    @property
    def code(self) -> Code | None:
        """The code that the cursor is on."""
        codes = self.rows[self.column]
        return codes[self.row[self.column]] if codes else None

    def draw(self) -> None:
        """The lists and what is said of the code."""
        codings = self.session.codings_mirror
        here, everywhere = codings.counts_in(self.session.document), codings.counts
        for column, dimension in enumerate(self.session.codebook.dimensions):
            widget = self.query_one(f"#list{column}", Static)
            width, height = max(20, widget.size.width - 2), max(3, widget.size.height - 1)
            lines = [
                Text.assemble(
                    (set_cell_size(shown(dimension.label), width - 10), "bold underline"),
                    (phrase(msg("here   all")), "dim"),
                )
            ]
            at = self.row[column]
            first = max(0, min(at - height // 2, len(self.rows[column]) - height))
            self._first[column] = first
            for place, code in enumerate(self.rows[column][first : first + height], start=first):
                chosen = column == self.column and place == at
                mark = "✓" if code.key in self.marked else "■"
                label = set_cell_size("  " * code.depth + f"{mark} " + shown(code.label), width - 10)
                line = Text(label, style="reverse bold" if chosen else "")
                line.stylize(Style.parse(code.colour) + Style(reverse=False), 2 * code.depth, 2 * code.depth + 1)
                lines.append(Text.assemble(line, f"{here[code.key] or '·':>4}{everywhere[code.key] or '·':>6}"))
            widget.update(Text("\n").join(lines))
        self.query_one("#about", Static).update(self._about())

    def _about(self) -> Text:
        code = self.code
        if code is None:
            return Text(phrase(msg("No code fits what is typed. N makes a new one.")), style="dim")
        parts: list[tuple[str, str] | str] = [
            (shown(self.session.codebook.label_path(code.key)), "bold"),
            ("  " + shown(code.key), "dim"),
        ]
        about = {
            "": code.definition,
            msg("Use when: "): code.use_when,
            msg("Not when: "): code.not_when,
            msg("Example: "): " / ".join(code.examples),
            msg("Your memo: "): self.session.memo_on("code", code.key),
        }
        for name, value in about.items():
            if value:
                parts += ["\n", (phrase(name), "bold"), shown(value)]
        return Text.assemble(*parts)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as is typed."""
        self.narrow(event.value)
        self.draw()

    def on_input_submitted(self) -> None:
        """Choose: what is marked, else the code at the cursor."""
        if self.marked:
            self.dismiss(tuple(self.marked))
        elif (code := self.code) is not None:
            self.dismiss((code.key,))

    def on_key(self, event: events.Key) -> None:
        """Move, mark, leave."""
        match event.key:
            case "escape":
                self.dismiss(())
            case "up" | "down":
                codes = self.rows[self.column]
                step = 1 if event.key == "down" else -1
                if codes:
                    self.row[self.column] = (self.row[self.column] + step) % len(codes)
            case "tab" | "shift+tab":
                columns = [c for c, codes in enumerate(self.rows) if codes]
                if columns:
                    step = 1 if event.key == "tab" else -1
                    place = columns.index(self.column) if self.column in columns else 0
                    self.column = columns[(place + step) % len(columns)]
            case "ctrl+n":
                if (code := self.code) is not None:
                    if code.key in self.marked:
                        self.marked.remove(code.key)
                    else:
                        self.marked.append(code.key)
            case _:
                return
        event.stop()
        event.prevent_default()
        if event.key != "escape":
            self.draw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down the dimension under the mouse."""
        event.stop()
        self._roll(event.screen_x, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up the dimension under the mouse."""
        event.stop()
        self._roll(event.screen_x, -1)

    def _roll(self, x: int, step: int) -> None:
        column = self._column_at(x)
        if column is not None and self.rows[column]:
            self.column = column
            self.row[column] = min(max(0, self.row[column] + step), len(self.rows[column]) - 1)
            self.draw()

    def _column_at(self, x: int) -> int | None:
        """The column of the screen column `x`."""
        for column, _ in enumerate(self.rows):
            area = self.query_one(f"#list{column}", Static).region
            if area.x <= x < area.right:
                return column
        return None

    def on_click(self, event: events.Click) -> None:
        """The first click on a code goes to it, another one chooses it."""
        column = self._column_at(event.screen_x)
        if column is None:
            return
        area = self.query_one(f"#list{column}", Static).region
        place = self._first[column] + event.screen_y - area.y - 1
        if not area.y < event.screen_y < area.bottom or not 0 <= place < len(self.rows[column]):
            return
        if (self.column, self.row[column]) == (column, place):
            self.on_input_submitted()
            return
        self.column, self.row[column] = column, place
        self.draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)


def _has_under(key: str, keys: Iterable[str]) -> bool:
    """Whether some of the keys are this one or stand under it."""
    return any(stands_under(other, key) for other in keys)
