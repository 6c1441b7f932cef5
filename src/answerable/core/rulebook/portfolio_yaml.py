"""Reading a portfolio file, strictly and with all faults at once, and the portfolios that come with the program."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from importlib.resources import files

import yaml

from answerable.core.rulebook.portfolio import Burst, Change, Group, Mix, Portfolio, satisfied_mix
from answerable.core.rulebook.reader import Reader, RulebookFault, RulebookFaultsError
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

MOST_PROVIDERS, MOST_MONTHS, MOST_LOOKS = 1000, 120, 31
_MOST_SERVICES = 1_000_000
_NOBODY: Mix = (Fraction(0),) * 5
_MANIPULATION = ("bombing", "padding", "hoarded", "burst")


class PortfolioError(RulebookFaultsError):
    """A portfolio or parameter file of a simulation cannot be used; `faults` holds all that is wrong, by line."""

    def __init__(self, file: str, faults: Iterable[RulebookFault]) -> None:
        super().__init__(file, faults)
        self.message = Message.of("simulation_faults", file=file, count=len(self.faults))


@cache
def shipped_portfolios() -> tuple[str, ...]:
    """The names of the portfolios that come with the program."""
    folder = files("answerable.rulebooks") / "portfolios"
    names = (item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in names))


def shipped_portfolio(name: str) -> Portfolio:
    """A shipped portfolio. Raises InputError (`unknown_portfolio`)."""
    if name not in shipped_portfolios():
        raise InputError("unknown_portfolio", name=name, known=shipped_portfolios())
    path = files("answerable.rulebooks") / "portfolios" / f"{name}.yaml"
    return parse_portfolio(path.read_text(encoding="utf-8"), file=path.name)


def parse_portfolio(text: str, *, file: str) -> Portfolio:
    """The portfolio that the text states; `file` is the name faults speak of. Raises PortfolioError."""
    reader = Reader(file)
    fields = reader.mapping(
        reader.compose(text), required=("format", "title", "months", "looks_a_month", "groups")
    )
    reader.one_of(fields.get("format"), ("1",))
    months = _whole(reader, fields.get("months"), low=1, high=MOST_MONTHS)
    looks = _whole(reader, fields.get("looks_a_month"), low=1, high=MOST_LOOKS)
    # Months that cannot be are noted once, and not again wherever a month is named.
    last = months if 1 <= months <= MOST_MONTHS else MOST_MONTHS
    groups = [_group(reader, node, last) for node in reader.sequence(fields.get("groups"))]
    _once(reader, fields.get("groups"), groups)
    if sum(group.providers for group in groups) > MOST_PROVIDERS:
        reader.note(fields["groups"], "portfolio_too_large", most=MOST_PROVIDERS)
    portfolio = Portfolio(reader.both(fields.get("title")), months, looks, tuple(groups))
    if reader.faults:
        raise PortfolioError(file, reader.faults)
    return portfolio


def _once(reader: Reader, node: yaml.Node | None, groups: list[Group]) -> None:
    """Every group has an id of its own."""
    lines: dict[str, int] = {}
    nodes = node.value if isinstance(node, yaml.SequenceNode) else []
    for each, group in zip(nodes, groups, strict=False):
        if group.id in lines:
            reader.note(each, "portfolio_group_twice", group=group.id, first=lines[group.id])
        if group.id:
            lines.setdefault(group.id, each.start_mark.line + 1)


def _group(reader: Reader, node: yaml.Node, months: int) -> Group:
    fields = reader.mapping(
        node,
        required=("id", "title", "providers", "fails", "services", "response"),
        optional=("satisfied", "levels", "change", "manipulation"),
    )
    false = reader.mapping(fields.get("manipulation"), required=(), optional=_MANIPULATION)
    bombing, padding = (_share(reader, false.get(name)) for name in ("bombing", "padding"))
    if bombing + padding >= 1:
        reader.note(fields["manipulation"], "portfolio_all_false")
    return Group(
        id=reader.text(fields.get("id")),
        title=reader.both(fields.get("title")),
        providers=_whole(reader, fields.get("providers"), low=1, high=MOST_PROVIDERS),
        fails=_fails(reader, fields.get("fails")),
        levels=_levels(reader, node, fields),
        services=_whole(reader, fields.get("services"), low=1, high=_MOST_SERVICES),
        response=_response(reader, fields.get("response")),
        change=_change(reader, fields.get("change"), months),
        bombing=bombing,
        padding=padding,
        hoarded=_share(reader, false.get("hoarded")),
        burst=_burst(reader, false.get("burst"), months),
    )


def _fails(reader: Reader, node: yaml.Node | None) -> bool:
    # YAML 1.1 reads yes and no as true and false, in whatever way they are written.
    return reader.one_of(node, ("yes", "no")) == "yes"


def _levels(reader: Reader, node: yaml.Node, fields: dict[str, yaml.Node]) -> Mix:
    """Quality, by one of two ways of stating it."""
    stated = [name for name in ("satisfied", "levels") if name in fields]
    if len(stated) != 1:
        if fields:
            reader.note(node, "portfolio_quality", n=len(stated))
        return _NOBODY
    if stated == ["satisfied"]:
        return satisfied_mix(_share(reader, fields["satisfied"]))
    faults = len(reader.faults)
    mix = _five(reader, fields["levels"])
    if len(reader.faults) == faults and sum(mix) != 1:
        reader.note(fields["levels"], "portfolio_levels_sum", total=sum(mix, Fraction(0)))
    return mix


def _response(reader: Reader, node: yaml.Node | None) -> Mix:
    if isinstance(node, yaml.SequenceNode):
        return _five(reader, node)
    share = _share(reader, node)
    return share, share, share, share, share


def _five(reader: Reader, node: yaml.Node) -> Mix:
    parts = [_share(reader, each) for each in reader.sequence(node)]
    if len(parts) != 5:
        if parts:
            reader.note(node, "portfolio_not_five", n=len(parts))
        return _NOBODY
    one, two, three, four, five = parts
    return one, two, three, four, five


def _change(reader: Reader, node: yaml.Node | None, months: int) -> Change | None:
    if node is None:
        return None
    fields = reader.mapping(node, required=("month",), optional=("satisfied", "levels"))
    month = _whole(reader, fields.get("month"), low=2, high=months)
    return Change(month, _levels(reader, node, fields))


def _burst(reader: Reader, node: yaml.Node | None, months: int) -> Burst | None:
    if node is None:
        return None
    fields = reader.mapping(node, required=("month", "ratings"))
    return Burst(
        _whole(reader, fields.get("month"), low=1, high=months),
        _whole(reader, fields.get("ratings"), low=1, high=_MOST_SERVICES),
    )


def _share(reader: Reader, node: yaml.Node | None) -> Fraction:
    return Fraction(0) if node is None else Fraction(reader.decimal(node, high=1))


def _whole(reader: Reader, node: yaml.Node | None, *, low: int, high: int) -> int:
    return low if node is None else reader.whole(node, low=low, high=high)
