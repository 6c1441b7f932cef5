"""No template holds a text of its own: every word comes from the catalogue, in both languages."""

import re
from pathlib import Path

import pytest

from answerable.render.words.catalogue import terms, texts
from answerable.web.desk.registry import DEEDS, LISTINGS
from answerable.web.urls import urlpatterns
from tests.shape.tree import PACKAGE

PROBLEMS = ("unsigned", "missing", "bad", "forbidden", "moved", "refused", "unreadable", "away", "failed")
TEMPLATES = sorted((PACKAGE / "web" / "templates").rglob("*.*"))
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
KEYS = re.compile(r"""(?:label |heading=|hint=|key=)["']([a-z_]+)["']""")
GROUPS = re.compile(r'\{% word "([a-z_]+)"')
ATTRIBUTES = re.compile(r'(?:aria-label|placeholder|title|alt)="([^"]*[A-Za-z\u4e00-\u9fff][^"]*)"')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_text(path: Path) -> None:
    bare = TAG.sub("", path.read_text(encoding="utf-8"))
    bare = re.sub(r"<script[^>]*>.*?</script>", "", bare, flags=re.DOTALL)
    assert ATTRIBUTES.findall(bare) == []
    assert re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>", "", bare)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_script_and_no_style_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    scripts = re.findall(r"<script([^>]*)>", text)
    assert all("src=" in each or 'type="application/json"' in each for each in scripts)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)


def test_every_label_and_word_that_templates_ask_for_is_known() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    asked = set(KEYS.findall(text))
    assert len(asked) > 100
    assert asked - texts("labels").keys() == set()
    assert set(GROUPS.findall(text)) - terms().keys() == set()


def made_by_the_desk() -> set[str]:
    """The labels whose keys follow from the names of lists, columns and deeds."""
    lists = {key for each in LISTINGS.values() for key in (each.title, f"{each.title}_empty")}
    columns = {column.title for each in LISTINGS.values() for column in each.columns}
    deeds = {each.title for each in DEEDS.values()}
    told = {f"{each.title}_text" for each in DEEDS.values() if each.explained}
    told |= {f"{each.title}_text" for each in LISTINGS.values() if each.explained}
    return lists | columns | deeds | told


def test_every_list_column_and_deed_has_its_labels() -> None:
    assert made_by_the_desk() - texts("labels").keys() == set()


def test_every_label_of_the_web_is_used_somewhere() -> None:
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in (".html", ".txt", ".py")]
    told = {word for path in sources for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    named = {key for key in texts("labels") if key.startswith("web_")}
    made = {
        f"web_{kind}_{part}"
        for kind in ("missing", "forbidden", "bad", "failed", "forged", "sealed")
        for part in ("title", "text")
    }
    made |= {f"web_api_{kind}" for kind in PROBLEMS} | {"web_token_read", "web_token_act"}
    unused = named - made - made_by_the_desk() - told
    # The hint of a field is named after its label.
    assert {key for key in unused if key.removesuffix("_hint") not in named - unused} == set()


def test_every_field_has_a_label_and_every_page_a_heading() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        fields = re.findall(r'<input(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', text)
        assert [id for id in fields if f'for="{id}"' not in text] == [], path.name
        if "{% block main %}" in text and path.name != "base.html":
            assert len(re.findall("<h1", text)) == 1, path.name
    assert urlpatterns
