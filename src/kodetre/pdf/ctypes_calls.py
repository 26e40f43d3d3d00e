"""pdfium's functions with addresses as numbers: half the cost of a call, where there is one for every word."""

import ctypes
from typing import Any


def plain(function: Any, gives: Any, *takes: Any) -> Any:  # noqa: ANN401
    """A function of pdfium that takes and gives plain C types; whoever calls it answers for what the numbers mean."""
    return ctypes.CFUNCTYPE(gives, *takes)(address(function))


def address(pointer: Any) -> int:  # noqa: ANN401
    """Where a typed pointer or function points; 0 for none."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
