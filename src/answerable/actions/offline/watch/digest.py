"""The weekly digest of every contract under watch, written as pages."""

from datetime import date
from pathlib import Path

from answerable.actions.offline.aside import written_aside
from answerable.actions.offline.watch.look import Watching, watch
from answerable.core.watch.digest import digests
from answerable.engines.engine import Engine
from answerable.render.watch.digest import digest_html

_PREFIX = "watch-"


def write_digests(
    source: Path, out: Path, *, on: date, lang: str | None, engine: Engine, scratch: Path, how: Watching
) -> tuple[tuple[Path, ...], str]:
    """Write one page a contract for the week that holds the day; gives back the pages and the district's language.

    The pages of other weeks stay.

    `lang` None is the district's own. Raises what `assess` raises, and OutputError where the folder holds anything
    that is no digest.
    """
    result = watch(source, on=on, engine=engine, scratch=scratch, how=how)
    pages = {
        f"{_PREFIX}{digest.contract}-{digest.week}.html": digest_html(digest, lang or result.language)
        for digest in digests(result)
    }
    kept = {path.name: path.read_bytes() for path in out.glob("*") if path.is_file()} if _is_ours(out) else {}
    with written_aside(out, replaces=_is_ours) as aside:
        for name, data in kept.items():
            (aside / name).write_bytes(data)
        for name, text in pages.items():
            (aside / name).write_text(text, encoding="utf-8", newline="")
    return tuple(out / name for name in pages), result.language


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and all(
        path.name.startswith(_PREFIX) and path.suffix == ".html" for path in folder.iterdir()
    )
