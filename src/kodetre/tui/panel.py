"""Beside the text: what is suggested and why, the codes used last, and the tree with how often each code is used."""

from textwrap import wrap

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg, term
from kodetre.session.reasons import why
from kodetre.session.session import Session
from kodetre.tui.typeset import shown

_REASON_LINES = 3
"""Lines that a reason may take before fewer keywords are named."""
_QUOTE_LINES = 3
_COUNTS = 8
"""Columns of the counts of a code, here and in all."""


class Panel(Static):
    """Redrawn as a whole; it holds nothing of its own."""

    DEFAULT_CSS = "Panel { width: 30; height: 1fr; padding: 0 1; border-left: solid $primary 30%; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.looking = False
        """Whether suggestions are still being looked for."""
        self._top = 0
        """The first line that is drawn."""
        self._shown_codes: list[str] = []
        """The key of the code on each line that is drawn, empty where there is none."""

    class Pointed(Message):
        """Somebody clicked on a code of the tree, or of those used last."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def draw(self) -> None:
        """Say how it is now, from the top."""
        self._top = 0
        self._draw()

    def _draw(self) -> None:
        looked_at, last = [*self._looked_at(), Text("")], self._last()
        digits = [""] + [key for _, key in self.session.digits] if last else []
        above = [*looked_at, *last, Text("")]
        height = max(1, self.size.height)
        room = height - len(above) if not self._top else 10**6
        tree, keys = self._tree(room)
        lines = [*above, *tree]
        codes = [*("" for _ in looked_at), *digits, "", *keys]
        self._top = max(0, min(self._top, len(lines) - height))
        self._shown_codes = codes[self._top : self._top + height]
        self.update(Text("\n").join(lines[self._top : self._top + height]))

    def on_resize(self) -> None:
        """Its labels take the width that is there now."""
        self._draw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.stop()
        self._top += 3
        self._draw()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.stop()
        self._top = max(0, self._top - 3)
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """A click on a code."""
        if 0 <= event.y < len(self._shown_codes) and (code := self._shown_codes[event.y]):
            self.post_message(self.Pointed(code))

    @property
    def _room(self) -> int:
        return max(10, self.content_size.width)

    def _looked_at(self) -> list[Text]:
        session = self.session
        lines: list[Text] = []
        coding, suggestion = session.coding, session.suggestion
        if session.focus == "selection":
            lines.append(Text(phrase(msg("Selected: c codes it, z lets go")), style="bold"))
        elif coding is not None:
            lines.extend(self._named(coding.code))
            lines.append(Text(phrase(msg("coded by {coder}", coder=shown(coding.coder))), style="dim"))
            if coding.memo:
                lines.extend(self._wrapped(coding.memo, "italic", 4))
        elif suggestion is not None:
            lines.extend(self._named(suggestion.code))
            lines.append(Text(phrase(msg("{in_ten} of 10 such are accepted", in_ten=suggestion.in_ten))))
            reason = shown(why(suggestion, lambda sentence: len(wrap(sentence, self._room)) <= _REASON_LINES))
            lines.extend(Text(line, style="dim") for line in wrap(reason, self._room))
            if (verdict := session.verdict(suggestion)) is not None:
                lines.append(Text(phrase(msg("answered: {verdict}", verdict=term(verdict))), style="bold"))
        elif self.looking:
            lines.append(Text(phrase(msg("Looking for keywords …")), style="dim"))
        else:
            lines.append(Text(phrase(msg("Nothing left to decide")), style="bold"))
        lines.extend(self._stands())
        progress = session.progress()
        if progress.decided or progress.left:
            time = f", ~{_time(progress.minutes)}" if progress.minutes else ""
            lines.append(self._bar(progress.share))
            lines.append(
                Text(
                    phrase(
                        msg(
                            "{decided} decided, {left} left{time}",
                            decided=progress.decided,
                            left=progress.left,
                            time=time,
                        )
                    ),
                    style="dim",
                )
            )
        return lines

    def _bar(self, share: float) -> Text:
        full = round(self._room * share)
        return Text.assemble(("━" * full, "bold"), ("─" * (self._room - full), "dim"))

    def _stands(self) -> list[Text]:
        """Where the excerpt that is looked at stands, and its words."""
        session = self.session
        if session.excerpt is None:
            return []
        document, span = session.excerpt
        locator = session.locator(document)
        page, section = locator.page_label(span), locator.section(span.start)
        where = " · ".join(part for part in (document, f"s. {page}" if page else "", *section[-1:]) if part)
        quote = f"«{session.words(document, span)}»"
        return [*self._wrapped(where, "dim", 2), *self._wrapped(quote, "italic", _QUOTE_LINES)]

    def _named(self, key: str) -> list[Text]:
        """A code with the codes above it."""
        codebook = self.session.codebook
        code = codebook.find(key)
        colour = code.colour if code is not None else ""
        path = shown(codebook.label_path(key)) if code is not None else shown(key)
        lines = wrap(path, self._room - 2)
        first = Text.assemble(("■ ", colour), (lines[0], "bold"))
        return [first, *(Text(f"  {line}", style="bold") for line in lines[1:])]

    def _last(self) -> list[Text]:
        session = self.session
        if not session.digits:
            return []
        lines = [Text(phrase(msg("Used last: press the digit")), style="dim")]
        for digit, key in session.digits:
            code = session.codebook.find(key)
            colour, label = (code.colour, code.label) if code is not None else ("", key)
            lines.append(Text.assemble((f"{digit} ", "bold"), ("■ ", colour), self._cut(label, 4)))
        return lines

    def _tree(self, room: int) -> tuple[list[Text], list[str]]:
        """The tree, as many lines as there is room for, and the key of the code on each line."""
        session = self.session
        here, everywhere = session.codings_mirror.counts_in(session.document), session.codings_mirror.counts
        keys = [""]
        lines = [
            Text.assemble((phrase(msg("Codes")).ljust(self._room - _COUNTS), "dim"), (phrase(msg("here all")), "dim"))
        ]
        at = session.code_in_focus
        for dimension in session.codebook.dimensions:
            lines.append(Text(self._cut(dimension.label, 0), style="underline"))
            keys.append("")
            for code in dimension.codes:
                counts = f"{here[code.key] or '·':>4}{everywhere[code.key] or '·':>4}"
                label = self._cut("  " * code.depth + "■ " + code.label, _COUNTS)
                style = "bold reverse" if code.key == at else ""
                line = Text(set_cell_size(shown(label), self._room - _COUNTS), style=style)
                line.stylize(Style.parse(code.colour) + Style(reverse=False), 2 * code.depth, 2 * code.depth + 1)
                keys.append(code.key)
                lines.append(Text.assemble(line, (counts, "" if everywhere[code.key] else "dim")))
        if len(lines) <= max(4, room) or at not in keys:
            return lines, keys
        room = max(4, room)
        place = keys.index(at)
        first = max(1, min(place - room // 2, len(lines) - room + 1))
        shown_part = slice(first, first + room - 1)
        return [lines[0], *lines[shown_part]], ["", *keys[shown_part]]

    def _wrapped(self, text: str, style: str, most: int) -> list[Text]:
        lines = wrap(shown(text), self._room)
        if len(lines) > most:
            lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
        return [Text(line, style=style) for line in lines]

    def _cut(self, text: str, less: int) -> str:
        text = shown(text)
        return text if len(text) <= self._room - less else text[: self._room - less - 1] + "…"


def _time(minutes: int) -> str:
    return msg("{minutes} min", minutes=minutes) if minutes < 90 else f"{round(minutes / 60)} h"
