"""Forms of cases as a browser sends them: what tests of their pages share."""

from typing import Any

from tests.web.walked import browser

Sent = dict[str, Any]


def path(case: str, deed: str) -> str:
    """The address of a form of a case."""
    return f"/cases/{case}/do/{deed}/"


def do(who: str, where: str, **sent: Any) -> Any:
    """Send a form as a browser does: with what it carried along when it was opened."""
    client = browser(who)
    opened = client.get(where)
    assert opened.status_code == 200, where
    carried = {each.name: each.text for each in opened.context["form"].fields if each.field.hidden}
    return client.post(where, carried | sent)


def done(answer: Any) -> str:
    """Where a form led to; what was wrong with it, if it was refused."""
    assert answer.status_code == 302, told(answer)
    return str(answer["Location"])


def told(answer: Any) -> list[str]:
    """Everything that a form says is wrong."""
    form = answer.context["form"]
    return [*form.refused, *(text for each in form.fields for text in each.errors)]


def at_fault(answer: Any) -> set[str]:
    """The fields at which a form says that something is wrong."""
    return {each.name for each in answer.context["form"].fields if each.errors}
