"""Tables as Parquet, where pyarrow is installed: it is large, and nothing else needs it."""

import io
from collections.abc import Sequence
from typing import Any

from kodetre.errors import NotPossible
from kodetre.exchange.tables import TidyTable, Value
from kodetre.i18n.message import msg

_INSTALL = "pip install 'kodetre[parquet]', or with pipx: pipx inject kodetre pyarrow; or take --to csv"


def as_parquet(table: TidyTable) -> bytes:
    """A table as Parquet. Raises NotPossible without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise NotPossible("--to parquet", msg("needs pyarrow, which is not installed"), next_step=_INSTALL) from error
    kinds: dict[str, Any] = {
        "string": pyarrow.string(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_(),
        "datetime": pyarrow.timestamp("s", tz="UTC"),
    }  # fmt: skip
    columns: list[Any] = []
    for place, field in enumerate(table.fields):
        values = [row[place] for row in table.rows]
        columns.append(pyarrow.array(_typed(values, field.type), type=kinds[field.type]))
    described = [
        pyarrow.field(field.name, kinds[field.type], metadata={"description": field.description})
        for field in table.fields
    ]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(columns, schema=pyarrow.schema(described)), out)
    return out.getvalue()


def _typed(values: Sequence[Value], kind: str) -> list[object]:
    from kodetre.model.moments import read_moment

    if kind == "datetime":
        return [read_moment(value) if isinstance(value, str) and value else None for value in values]
    return list(values)
