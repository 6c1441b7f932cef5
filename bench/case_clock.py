"""The clock over 5,000 open cases, at different stages: a day on which nothing changes, and one on which many move.

python -m bench.case_clock [COUNT]        on SQLite in a scratch folder; set DATABASE_URL for another database
"""

import os
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.builders import DISTRICT

COUNT = 5_000
ON = date(2026, 6, 30)
PER_BODY = 20
"""Contracts of one body: a county with 5,000 open cases has some hundreds of bodies."""


def main(count: int) -> None:
    """Make so many open cases, and say how long the clock takes on each of three days."""
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as scratch:
        os.environ.setdefault("ANSWERABLE_DATA", scratch)
        os.environ.setdefault("ANSWERABLE_SECRET_KEY", "only-for-the-bench")
        from answerable.actions.office.start import migrate, start

        start()
        migrate()
        _hold(Path(scratch) / "district")
        _many(count)
        from answerable.actions.office.cases.reminding import refresh_cases
        from answerable.actions.office.gathering import gather
        from answerable.records.models import CaseTurn, Notice

        for days, what in ((0, "first run"), (0, "nothing changes"), (15, "time for a statement runs out")):
            on = ON + timedelta(days=days)
            at = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
            began = time.perf_counter()
            done = refresh_cases(on=on, at=at)
            seconds = time.perf_counter() - began
            _say(f"{what}: {done.cases} cases, {done.moved} moved, {done.overdue} overdue, {seconds:.1f} s")
            began = time.perf_counter()
            gather(on=on, at=at)
            waits = f"{CaseTurn.objects.count()} turns, {Notice.objects.count()} notices"
            _say(f"  told: {waits}, {time.perf_counter() - began:.1f} s")
        _say(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _hold(folder: Path) -> None:
    from answerable.actions.office.load import load
    from answerable.sources.folder import write_folder
    from tests.record import rows_of_record

    folder.mkdir(parents=True)
    write_folder(folder, district=DISTRICT, rows=rows_of_record())
    load(folder, at=datetime(2026, 6, 30, tzinfo=UTC))


def _many(count: int) -> None:
    """Cases in bulk: opened, notified and served, a third of them each time one step further."""
    from answerable.core.enforce.course import acts
    from answerable.core.enforce.course.cells import as_cells
    from answerable.core.enforce.course.steps import kind_of
    from answerable.records import models

    provider = models.Provider.objects.values_list("id", flat=True)[0]
    bodies, people, posts = [], [], []
    for number in range(count // PER_BODY + 1):
        body = f"body-{number}"
        bodies.append(models.Body(id=body, name=body, kind="department"))
        for role in ("head", "leader", "handler", "legality"):
            who = f"{body}-{role}"
            people.append(models.Person(id=who, name=who, staff="public"))
            began = date(2024, 1, 1)
            posts.append(models.Post(id=who, body_id=body, person_id=who, role=role, starts=began))
    models.Person.objects.bulk_create(people)
    models.Account.objects.bulk_create(
        models.Account(username=each.id, person_id=each.id, created_at=datetime(2026, 6, 1, tzinfo=UTC))
        for each in people
    )
    models.Body.objects.bulk_create(bodies)
    models.Post.objects.bulk_create(posts)
    models.WorkItem.objects.bulk_create(
        models.WorkItem(id=f"w-{n}", body_id=f"body-{n // PER_BODY}", name="x", verdict="suitable")
        for n in range(count)
    )
    models.Contract.objects.bulk_create(
        models.Contract(
            id=f"k-{n}",
            body_id=f"body-{n // PER_BODY}",
            work_item_id=f"w-{n}",
            provider_id=provider,
            name=f"合同{n}",
            starts=date(2025, 1, 1),
            ends=date(2027, 12, 31),
            signed=date(2025, 1, 1),
            paid=True,
        )
        for n in range(count)
    )
    models.Assignment.objects.bulk_create(
        models.Assignment(
            contract_id=f"k-{n}",
            starts=date(2025, 1, 1),
            person_id=f"body-{n // PER_BODY}-leader",
            accepted_on=date(2025, 1, 1),
        )
        for n in range(count)
    )
    models.Case.objects.bulk_create(
        models.Case(id=f"c-{n}", contract_id=f"k-{n}", opened_on=ON, subject="路面长期不净")
        for n in range(count)
    )
    course = (
        acts.Open(route="civil", subject="路面长期不净", findings=("f-1", "f-2")),
        acts.Notify(facts="六月多次检查不净", workdays=5, number="1"),
        acts.Serve(arrived_on=ON, method="desk", received_by="前台"),
        acts.Speak(text="人手不足"),
        acts.Speak(text="补充说明"),
    )
    models.CaseStep.objects.bulk_create(
        (
            models.CaseStep(
                case_id=f"c-{n}",
                number=number,
                act=kind_of(act).value,
                at=datetime(2026, 6, 30, 1, number, tzinfo=UTC),
                on=ON,
                account="x",
                person=f"body-{n // PER_BODY}-handler",
                role="handler",
                said=as_cells(act),
            )
            for n in range(count)
            for number, act in enumerate(course[: (1, 3, 5)[n % 3]], start=1)
        ),
        batch_size=500,
    )
    models.CaseCourse.objects.bulk_create(
        models.CaseCourse(
            case_id=f"c-{n}",
            contract_id=f"k-{n}",
            route="civil",
            stage="opened",
            state="finding",
            since=ON,
            opened_on=ON,
            version=(1, 3, 5)[n % 3],
        )
        for n in range(count)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
