"""Reading the ground of a rule: a source, an article, and how its text was read."""

import yaml

from answerable.core.rulebook.reader import Reader
from answerable.core.terms.citation import Citation, Provenance

_READ = (Provenance.SEEN, Provenance.SECOND_HAND, Provenance.POLICY)


def citation(reader: Reader, node: yaml.Node | None) -> Citation:
    """The ground that stands there; what is wrong with it is noted."""
    fields = reader.mapping(node, required=("source", "article", "how"), optional=("address",))
    return Citation(
        source=reader.text(fields.get("source")),
        article=reader.text(fields.get("article")),
        how=Provenance(reader.one_of(fields.get("how"), _READ) or Provenance.POLICY),
        address=reader.text(fields["address"]) if "address" in fields else None,
    )
