"""Indicators over time and among peers: as text, as JSON, and as a page."""

from answerable.render.series.as_json import series_json
from answerable.render.series.page import series_html
from answerable.render.series.text import series_text

__all__ = ["series_html", "series_json", "series_text"]
