"""The text models: those that are shipped, or larger ones in the same format out of a folder that is named."""

from fractions import Fraction
from functools import cache
from pathlib import Path

from answerable.core.terms.errors import InputError
from answerable.core.watch.text.model import TextModel, parse_model, shipped_model

_STEPS = 10_000
_MAX_BYTES = 200_000_000


def exact(score: float) -> Fraction:
    """A model's probability as an exact number of four places, so that stored figures are the same everywhere."""
    return Fraction(round(score * _STEPS), _STEPS)


@cache
def text_model(name: str, folder: Path | None) -> TextModel:
    """The model of that name. Raises InputError where the folder has a file of that name that is no model."""
    file = None if folder is None else folder / f"{name}.json"
    if file is None or not file.exists():
        return shipped_model(name)
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise InputError("model_too_large", path=str(file), limit=_MAX_BYTES)
        return parse_model(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise InputError("model_unreadable", path=str(file)) from why
