"""Local rules as a document to print and adopt: one self-contained HTML page, without scripts or anything fetched."""

from answerable.render.paper.page import paper_html

__all__ = ["paper_html"]
