"""What can be done: a deed has a name, fields, and one action that it calls. Page and API are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from answerable.core.register.permits import Act, Subject
from answerable.web.actor import Visit
from answerable.web.desk.fields import Cells, Field


@dataclass(frozen=True)
class Doing:
    """A deed as somebody does it: on which object, with which cells."""

    visit: Visit
    key: str
    """The object's id; empty where the deed makes a new one."""
    cells: Cells
    """What was written, one text for each field; empty where nothing was."""
    seen: Cells = field(default_factory=lambda: MappingProxyType({}))
    """What the form showed as the present state when it was opened; nothing where it showed none."""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def stated(self, *names: str) -> dict[str, str]:
        """These cells, those left empty as empty texts."""
        return {name: self[name] for name in names}


@dataclass(frozen=True)
class Done:
    """What came of it: where to go on, a label to say so, and what the API answers beside."""

    path: str
    told: str = "web_desk_done"
    answer: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Deed:
    """One thing that can be done in an area, such as extending a contract.

    Its labels are `web_<area>_<name>` (title and button) and, where `explained`, `web_<area>_<name>_text`.
    """

    area: str
    name: str
    act: Act
    """What is asked permission for; the action asks again."""
    subject: Callable[[Visit, str], Subject | None]
    """The object of a key as what permission is asked for; None where there is none. A new object: the actor's own."""
    does: Callable[[Doing], Done]
    fields: tuple[Field, ...] = ()
    more: Callable[[Visit, str], tuple[Field, ...]] | None = None
    """Fields that depend on the object, such as one for each item of a score sheet; they come after the others."""
    guard: Callable[[Doing], None] | None = None
    """Raises InputError where somebody else was quicker; asked before what was chosen is looked at."""
    current: Callable[[Visit, str], Cells] | None = None
    """What the fields hold at present; whoever changes it meanwhile is shown."""
    suggested: Callable[[Visit, str], Cells] | None = None
    """What the form is filled in with when it is opened, without being what stands there."""
    keyed: bool = True
    """It is done to an object that is there."""
    grave: bool = False
    """It cannot be taken back."""
    explained: bool = False
    template: str = "desk/deed.html"
    context: Callable[[Visit, str], Mapping[str, object]] | None = None
    """What the template shows beside the form."""
    back: str = ""
    """The name of the route that shows the object, or the list, where one goes without doing anything."""

    @property
    def route(self) -> str:
        """The name of its page: area and name."""
        return f"{self.area}_{self.name}"

    @property
    def title(self) -> str:
        """The key of the label that names it."""
        return f"web_{self.area}_{self.name}"

    def all_fields(self, visit: Visit, key: str) -> tuple[Field, ...]:
        """Every field of the form for an object."""
        return self.fields if self.more is None else (*self.fields, *self.more(visit, key))
