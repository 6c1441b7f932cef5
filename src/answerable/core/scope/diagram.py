"""Decision diagrams: functions over facts with few cells, as shared trees in which every question is asked once.

Reduced and ordered as in Bryant, "Graph-Based Algorithms for Boolean Function Manipulation" (1986), with as many
branches as a fact has cells and any whole number at a leaf. Two equal functions are the same node, so comparing them
costs nothing.
"""

from collections.abc import Callable, Sequence

Node = int
"""A function. Only meaningful in the `Diagrams` that made it."""


class Diagrams:
    """All functions over the same facts; `sizes` holds the number of cells of each, in the order they are asked."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self._level: list[int] = []
        self._children: list[tuple[Node, ...]] = []
        self._values: dict[Node, int] = {}
        self._known: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._supports: dict[Node, frozenset[int]] = {}
        self._meets: dict[tuple[Node, Node], Node] = {}

    # -- making --------------------------------------------------------------------------------------------------

    def leaf(self, value: int) -> Node:
        """The function that is this value everywhere."""
        key = (len(self.sizes), (value,))
        if key not in self._known:
            self._values[self._new(key, children=())] = value
        return self._known[key]

    def node(self, level: int, children: Sequence[Node]) -> Node:
        """The function that asks about the fact at `level` and goes on with the child of its cell."""
        key = (level, tuple(children))
        if key[1].count(children[0]) == len(children):
            return children[0]
        return self._known[key] if key in self._known else self._new(key, children=key[1])

    def _new(self, key: tuple[int, tuple[int, ...]], *, children: tuple[Node, ...]) -> Node:
        node = len(self._level)
        self._level.append(key[0])
        self._children.append(children)
        self._known[key] = node
        return node

    def where(self, level: int, cells: frozenset[int]) -> Node:
        """1 where the fact lies in one of the cells, else 0."""
        return self.node(level, [self.leaf(int(cell in cells)) for cell in range(self.sizes[level])])

    def combine(self, op: Callable[[int, int], int], one: Node, other: Node) -> Node:
        """The function whose value is `op` of the values of both, everywhere."""
        done: dict[tuple[Node, Node], Node] = {}

        def both(a: Node, b: Node) -> Node:
            key = (a, b)
            if key not in done:
                done[key] = self._combined(op, a, b, both)
            return done[key]

        return both(one, other)

    def _combined(
        self, op: Callable[[int, int], int], a: Node, b: Node, both: Callable[[Node, Node], Node]
    ) -> Node:
        level = min(self._level[a], self._level[b])
        if level == len(self.sizes):
            return self.leaf(op(self._values[a], self._values[b]))
        pairs = zip(self.at(a, level), self.at(b, level), strict=True)
        return self.node(level, [both(x, y) for x, y in pairs])

    def meet(self, one: Node, other: Node) -> Node:
        """1 where both functions are 1, else 0; both are 0 or 1 everywhere."""
        if one == other or self._values.get(one) == 0 or self._values.get(other) == 1:
            return one
        if self._values.get(other) == 0 or self._values.get(one) == 1:
            return other
        key = (one, other) if one < other else (other, one)
        if key not in self._meets:
            level = min(self._level[one], self._level[other])
            pairs = zip(self.at(one, level), self.at(other, level), strict=True)
            self._meets[key] = self.node(level, [self.meet(x, y) for x, y in pairs])
        return self._meets[key]

    def mapped(self, op: Callable[[int], int], root: Node) -> Node:
        """The function whose value is `op` of the value, everywhere."""
        done: dict[Node, Node] = {}

        def each(node: Node) -> Node:
            if node not in done:
                if node in self._values:
                    done[node] = self.leaf(op(self._values[node]))
                else:
                    done[node] = self.node(self._level[node], [each(child) for child in self._children[node]])
            return done[node]

        return each(root)

    # -- asking --------------------------------------------------------------------------------------------------

    def level(self, node: Node) -> int:
        """The fact that the node asks about first; the number of facts for a leaf."""
        return self._level[node]

    def at(self, node: Node, level: int) -> tuple[Node, ...]:
        """How the function goes on for each cell of a fact that is asked before all others it asks about."""
        return self._children[node] if self._level[node] == level else (node,) * self.sizes[level]

    def value(self, node: Node) -> int | None:
        """The value of a function that is the same everywhere, else None."""
        return self._values.get(node)

    def of(self, node: Node, cells: Sequence[int]) -> int:
        """The value where every fact lies in the given cell."""
        while node not in self._values:
            node = self._children[node][cells[self._level[node]]]
        return self._values[node]

    def given(self, root: Node, level: int, cell: int) -> Node:
        """The function once one fact is known."""
        done: dict[Node, Node] = {}

        def rest(node: Node) -> Node:
            if self._level[node] >= level:
                return self._children[node][cell] if self._level[node] == level else node
            if node not in done:
                done[node] = self.node(self._level[node], [rest(child) for child in self._children[node]])
            return done[node]

        return rest(root)

    def support(self, node: Node) -> frozenset[int]:
        """The facts that the function depends on."""
        if node not in self._supports:
            below = frozenset().union(*(self.support(child) for child in self._children[node]))
            self._supports[node] = below if node in self._values else below | {self._level[node]}
        return self._supports[node]

    def values(self, root: Node) -> frozenset[int]:
        """All values that the function takes somewhere."""
        seen, waiting, found = {root}, [root], set()
        while waiting:
            node = waiting.pop()
            if node in self._values:
                found.add(self._values[node])
            for child in self._children[node]:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return frozenset(found)

    def witness(self, root: Node, wanted: Callable[[int], bool]) -> dict[int, int] | None:
        """The fewest facts on one way to a wanted value, as fact to cell; None if the value is taken nowhere."""
        best: dict[Node, dict[int, int] | None] = {}

        def way(node: Node) -> dict[int, int] | None:
            if node in self._values:
                return {} if wanted(self._values[node]) else None
            if node not in best:
                ways = [
                    {self._level[node]: cell} | found
                    for cell, child in enumerate(self._children[node])
                    if (found := way(child)) is not None
                ]
                best[node] = min(ways, key=len, default=None)
            return best[node]

        return way(root)

    def ignoring(self, root: Node, value: int) -> Node:
        """A function that is the same wherever the value is another one, and asks about as little as it can.

        If all other values are one and the same, it is that value everywhere.
        """
        nowhere = self.leaf(value)
        done: dict[Node, Node] = {}

        def rest(node: Node) -> Node:
            if node in self._values:
                return node
            if node not in done:
                children = [rest(child) for child in self._children[node]]
                others = set(children) - {nowhere}
                done[node] = others.pop() if len(others) == 1 else self.node(self._level[node], children)
            return done[node]

        return rest(root)

    def size(self, root: Node) -> int:
        """How many nodes the function has, leaves included."""
        seen, waiting = {root}, [root]
        while waiting:
            for child in self._children[waiting.pop()]:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return len(seen)


def with_unknown(diagrams: Diagrams, roots: Sequence[Node]) -> tuple[Diagrams, list[Node]]:
    """The same functions where a fact may be unknown: every fact has one more cell, its last, for that.

    The values are sets as bits; where a fact is unknown the value is the union of what it is in every cell.
    """
    wider = Diagrams([size + 1 for size in diagrams.sizes])
    made: dict[Node, Node] = {}
    unions: dict[tuple[Node, Node], Node] = {}

    def union(a: Node, b: Node) -> Node:
        if a == b:
            return a
        key = (a, b) if a < b else (b, a)
        if key not in unions:
            unions[key] = wider._combined(int.__or__, *key, union)
        return unions[key]

    def wide(node: Node) -> Node:
        if node not in made:
            value = diagrams.value(node)
            if value is not None:
                made[node] = wider.leaf(value)
            else:
                level = diagrams.level(node)
                children = [wide(child) for child in diagrams.at(node, level)]
                either = children[0]
                for child in children[1:]:
                    either = union(either, child)
                made[node] = wider.node(level, [*children, either])
        return made[node]

    return wider, [wide(root) for root in roots]
