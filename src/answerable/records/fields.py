"""Database fields for the kinds of cells: a column of a table in `core.tables` is exactly one of these.

A cell that is not stated is NULL, never an empty text. Decimals are kept as they are written, as text, so that no
database rounds them; instants are kept in UTC.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from answerable.core.tables.types import Kind

_Set_contra = TypeVar("_Set_contra", contravariant=True)
_Get_co = TypeVar("_Get_co", covariant=True)


class IdField(models.CharField[_Set_contra, _Get_co]):
    """An id, chosen by people or derived from content, and never changed once used."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 64, **kwargs})


class TextField(models.TextField[_Set_contra, _Get_co]):
    """Free text."""


class DateField(models.DateField[_Set_contra, _Get_co]):
    """A day of the district's calendar."""


class InstantField(models.DateTimeField[_Set_contra, _Get_co]):
    """An aware instant, kept in UTC."""


class PeriodField(models.CharField[_Set_contra, _Get_co]):
    """A period in its written form, such as `2026-05` or `2026-Q2`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 16, **kwargs})


class IntegerField(models.BigIntegerField[_Set_contra, _Get_co]):
    """A whole number of at most 15 digits."""


class YesNoField(models.BooleanField[_Set_contra, _Get_co]):
    """Yes or no."""


class ChoiceField(models.CharField[_Set_contra, _Get_co]):
    """One of the words that the table declares; a constraint holds them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 32, **kwargs})


class HashField(models.CharField[_Set_contra, _Get_co]):
    """A hash of a document, as `sha256:` and hex digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 80, **kwargs})


class ExactField(models.CharField[_Set_contra, _Get_co]):
    """An exact decimal, kept as text the way it was written."""

    # What a model's attribute takes and gives; only the type checker reads these.
    _pyi_private_set_type: Decimal | str  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 24, **kwargs})

    def from_db_value(self, value: str | None, *_: object) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: object) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))

    def get_prep_value(self, value: object) -> str | None:
        return None if value is None else str(value)


class Link(models.ForeignKey[Any, Any]):
    """The id of a row of another table. The column has the field's own name; nothing linked to is ever deleted."""

    def __init__(self, to: str, **kwargs: Any) -> None:
        super().__init__(to, **{"on_delete": models.PROTECT, "related_name": "+", **kwargs})

    def get_attname_column(self) -> tuple[str, str]:  # type: ignore[override]
        return self.get_attname(), self.db_column or self.name


FIELD_OF: dict[Kind, Callable[..., models.Field[Any, Any]]] = {
    Kind.ID: IdField,
    Kind.TEXT: TextField,
    Kind.DATE: DateField,
    Kind.INSTANT: InstantField,
    Kind.PERIOD: PeriodField,
    Kind.INTEGER: IntegerField,
    Kind.DECIMAL: ExactField,
    Kind.YES_NO: YesNoField,
    Kind.CHOICE: ChoiceField,
    Kind.HASH: HashField,
}
"""Which field keeps which kind of cell, where it is not a link."""
