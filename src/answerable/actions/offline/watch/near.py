"""Which posts of a district say nearly the same."""

from fractions import Fraction

from answerable.core.watch.accounts.values import Repeats
from answerable.core.watch.layout import Spoken
from answerable.engines.near import near_groups

SIMILAR = Fraction(4, 5)
"""The Jaccard similarity of shingles from which two posts say nearly the same."""


def repeats_in(spoken: Spoken) -> tuple[Repeats, ...]:
    """Groups of posts of anybody, oldest first, each with the lowest similarity of a repeat."""
    posts = spoken.posts
    groups = near_groups([post.text for post in posts], least=SIMILAR)
    return tuple(Repeats(tuple(posts[n].id for n in group.members), group.similarity) for group in groups)
