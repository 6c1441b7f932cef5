"""Feeds and sitemaps as entries: RSS, Atom, JSON Feed, sitemaps and their indexes. Nothing is ever fetched."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from answerable.core.terms.errors import InputError
from answerable.sources.feed_json import entries_of_json
from answerable.sources.feed_parts import MAX_ENTRIES, Entry
from answerable.sources.instants import when
from answerable.sources.page_bytes import page_text
from answerable.sources.pages import visible_text
from answerable.sources.safe_xml import parse_xml

MAX_BYTES = 20_000_000
"""Bytes of one feed or sitemap; it is measured before anything is parsed."""
