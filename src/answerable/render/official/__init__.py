"""Official papers, from the same values as DOCX and as PDF; and the file of a case.

Chinese papers follow GB/T 9704-2012 in its measures; English ones are plain letters. The same values give the same
bytes, on any machine with the same fonts.
"""

from answerable.render.official.docx import paper_docx
from answerable.render.official.pdf import paper_pdf
from answerable.render.official.sheet import content_hash, sheet_of

__all__ = ["content_hash", "paper_docx", "paper_pdf", "sheet_of"]
