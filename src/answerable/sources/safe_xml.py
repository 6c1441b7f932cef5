"""XML of strangers: no declared entities, nothing fetched, nesting and texts bounded by the parser itself."""

import re

from lxml import etree

from answerable.core.terms.errors import InputError

_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def parse_xml(data: bytes, *, name: str, doctype: bool = False, mend: bool = False) -> etree._Element:
    """The root of the document; `name` is what refusals call it.

    A document type is refused (`xml_unsafe`) unless `doctype` allows one that declares no entity: old feeds have
    such. `mend` reads past mistakes as far as it goes. Raises InputError, also `xml_broken`; nesting deeper than 256
    and texts of more than ten million bytes count as broken.
    """
    plain = data.replace(b"\0", b"")  # in UTF-16 every other byte is one
    if (_ENTITY if doctype else _DECLARES).search(plain):
        raise InputError("xml_unsafe", name=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=mend,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError):
        root = None
    if root is None:
        raise InputError("xml_broken", name=name)
    return root
