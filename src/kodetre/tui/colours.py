"""Colours of what is drawn over the text, in light and dark."""

from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

_TINT, _STRONG = 0.22, 0.5


@dataclass(frozen=True, slots=True)
class Colours:
    """Styles over a background."""

    background: str
    foreground: str

    @classmethod
    def of(cls, theme: Theme) -> "Colours":
        """Of a theme of the app."""
        return cls("#121212", "#e0e0e0") if theme.dark else cls("#e0e0e0", "#1f1f1f")

    def tint(self, shade: str) -> Style:
        """Text that is coded."""
        return _blended(self.background, shade, _TINT)

    def chosen(self, shade: str) -> Style:
        """The coding that is looked at."""
        return _blended(self.background, shade, _STRONG) + Style(bold=True)

    def keyword(self, shade: str) -> Style:
        """A word that a keyword hit in the suggestion that is looked at."""
        return Style(bold=True, underline=True) + _blended(self.background, shade, _STRONG)

    @property
    def suggestion(self) -> Style:
        """The excerpt that is suggested."""
        return _blended(self.background, self.foreground, 0.12)

    @property
    def hit(self) -> Style:
        """A hit of what was looked for."""
        return Style(color="#000000", bgcolor="#ffd75f")

    @property
    def selection(self) -> Style:
        """What is selected."""
        return Style(reverse=True)


@lru_cache(maxsize=512)
def _blended(background: str, shade: str, share: float) -> Style:
    return Style(bgcolor=Color.parse(background).blend(Color.parse(shade), share).hex)
