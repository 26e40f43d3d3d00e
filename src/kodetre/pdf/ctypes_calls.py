"""pdfium's functions called in the cheapest way that ctypes has, where there is a call for every word.

A function that says which types it takes has every argument converted, which costs more than what pdfium does. One that says
nothing takes whole numbers as int, and what is a C value already as it is.
"""

import ctypes
from typing import Any


def plain(function: Any, gives: Any) -> Any:  # noqa: ANN401
    """A function of pdfium that converts nothing: addresses are given it as `pointer` makes them, floats as `ctypes.c_float`.

    Whoever calls it answers for the number of arguments and what they mean.
    """
    return ctypes.PYFUNCTYPE(gives)(address(function))


pointer = ctypes.c_void_p.from_param
"""An address as an argument of a plain function; it may be used again and again."""


def address(typed: Any) -> int:  # noqa: ANN401
    """Where a typed pointer or function points; 0 for none."""
    return ctypes.cast(typed, ctypes.c_void_p).value or 0
