"""Where things stand on a page: PDF space, as text runs, and as a reader shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in PDF space, and how far the page is turned when shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def extent(self, quarter: int) -> tuple[float, float]:
        """Width and height as text in this direction sees them."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if quarter % 2 == 0 else (height, width)

    def along(self, x: float, y: float, quarter: int) -> tuple[float, float]:
        """A point of PDF space, in points right of and below the upper left corner as text in a direction sees it."""
        match quarter:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF space on the page as a reader shows it."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def in_pdf(self, across: float, down: float) -> tuple[float, float]:
        """A point of the page as a reader shows it, in points right of and below its upper left corner, in PDF space."""
        match self.rotation:
            case 90:
                return self.left + down, self.bottom + across
            case 180:
                return self.right - across, self.bottom + down
            case 270:
                return self.right - down, self.top - across
            case _:
                return self.left + across, self.top - down
