"""The report of an assessment: one self-contained HTML page, without scripts or anything fetched from elsewhere."""

from answerable.render.report.page import report_html

__all__ = ["report_html"]
