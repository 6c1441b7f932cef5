"""A small district by hand: every standing once, both sides at fault, and unknowns of every kind. Fictional."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from answerable.core.assess.results import (
    POOLED,
    Assessment,
    BandResult,
    CauseResult,
    FindingResult,
    IndicatorResult,
    IndicatorSeries,
    LowRatingsResult,
    MattersResult,
    RatingsResult,
    RatingsTest,
    Reason,
    ScoreResult,
    StratumResult,
    SurveyResult,
)
from answerable.core.assess.score import MonthScore
from answerable.core.enforce.results import (
    CaseResult,
    ContractResult,
    DistrictResult,
    PortfolioResult,
    Standing,
)
from answerable.core.register.answer import Answer
from answerable.core.register.values import Body, Contract, Person, Provider
from answerable.core.terms.citation import Citation, Provenance
from answerable.core.terms.duty import Duty, DutyState, Side
from answerable.core.terms.message import Message, Param
from answerable.core.terms.period import Period

ON = date(2026, 6, 30)
WATER = Body("water", "样例县水务局", "Model Water Bureau", "department", None)
HEAD = Person("head", "赵甲", "Zhao Jia", "public")
LEADER = Person("leader", "钱乙", "Qian Yi", "public")
INSPECTOR = Person("inspector", "孙丙", "Sun Bing", "public")
PROVIDER = Provider("clean", "样例保洁有限公司", "Model Cleaning Ltd.", "company", None)
NAMED = Answer(LEADER, date(2025, 1, 1), None, None)
VACANT = Answer(
    None, date(2026, 4, 1), HEAD, Message.of("vacancy_recorded", since=date(2026, 4, 1), note="调离")
)
GROUND = Citation("政府购买服务管理办法", "第二十五条", Provenance.SECOND_HAND)
BANDS = (
    BandResult("red", None, Fraction(90), target=False, meets=False),
    BandResult("amber", Fraction(90), Fraction(95), target=False, meets=False),
    BandResult("green", Fraction(95), None, target=True, meets=True),
)
NO_RATINGS = RatingsResult(
    levels=(0, 0, 0, 0, 0),
    defaulted=0,
    satisfied_from=3,
    low=0,
    share=None,
    interval=None,
    standard=Fraction(9, 10),
    below_standard=None,
    delivered=0,
    response=None,
    tiers=(),
    tests=(),
)
RATINGS = RatingsResult(
    levels=(12, 3, 5, 40, 140),
    defaulted=31,
    satisfied_from=3,
    low=15,
    share=Fraction(185, 200),
    interval=(Fraction(88, 100), Fraction(955, 1000)),
    standard=Fraction(9, 10),
    below_standard=False,
    delivered=1000,
    response=Fraction(1, 5),
    tiers=(("counter", (12, 3, 5, 40, 100)), ("phone", (0, 0, 0, 0, 40))),
    tests=(
        RatingsTest(
            tier=POOLED,
            since=date(2025, 1, 1),
            levels=(12, 3, 5, 40, 140),
            mean=Fraction(185, 200),
            interval=(Fraction(88, 100), Fraction(955, 1000)),
            evidence=Fraction(-12, 10),
            below=False,
            counts=True,
            risk_shared=1,
            wanted=Fraction(100),
            delivered=1000,
        ),
        RatingsTest(
            tier="counter",
            since=date(2025, 1, 1),
            levels=(12, 3, 5, 40, 100),
            mean=Fraction(145, 160),
            interval=(Fraction(8, 10), Fraction(965, 1000)),
            evidence=Fraction(-9, 10),
            below=False,
            counts=False,
            risk_shared=7,
            wanted=Fraction(700),
            delivered=1000,
        ),
        RatingsTest(
            tier="phone",
            since=date(2025, 1, 1),
            levels=(0, 0, 0, 0, 40),
            mean=Fraction(1),
            interval=(Fraction(7475, 10000), Fraction(1)),
            evidence=Fraction(-86, 100),
            below=False,
            counts=False,
            risk_shared=7,
            wanted=Fraction(700),
            delivered=0,
        ),
    ),
)
SURVEY = SurveyResult(
    id="s1",
    surveyed_on=date(2026, 3, 1),
    frame=5000,
    sample=200,
    responses=100,
    levels=(5, 5, 10, 40, 40),
    share=Fraction(91, 100),
    interval=(Fraction(82, 100), Fraction(96, 100)),
    below=False,
    strata=(
        StratumResult("east", 3000, 120, 60, (3, 3, 6, 24, 24), Fraction(9, 10)),
        StratumResult("west", 2000, 80, 40, (2, 2, 4, 16, 16), Fraction(9, 10)),
    ),
)
MAY = MonthScore(
    period=Period.parse("2026-05"),
    computed=Fraction(90),
    parts=(),
    missing=(),
    recorded=Fraction(885, 10),
    agreed_minor=60_000,
    taken_minor=50_000,
    messages=(Message.of("deduction_differs", period="2026-05", agreed="600.00 CNY", taken="500.00 CNY"),),
)
LOW_RATINGS = LowRatingsResult(15, 4, 3, (CauseResult("late", 5, 3, 1),))
NO_MATTERS = MattersResult(
    raised=0,
    open=0,
    overdue=0,
    handled_late=0,
    put_right=0,
    partly=0,
    not_put_right=0,
    no_ground=0,
    unconfirmed=0,
    contested=0,
    answered=0,
    share=None,
    standard=Fraction(4, 5),
)
MATTERS = replace(
    NO_MATTERS, raised=9, open=2, overdue=1, put_right=2, not_put_right=1, answered=3, share=Fraction(2, 3)
)


def reading(period: str, numerator: int, denominator: int, *, partial: bool = False) -> IndicatorResult:
    """One period of the on-time indicator, judged by BANDS."""
    value = Fraction(100 * numerator, denominator) if denominator else None
    step = None if value is None else (0 if value >= 95 else 1 if value >= 90 else 2)
    return IndicatorResult(
        indicator="on-time",
        edition=date(2025, 1, 1),
        period=Period.parse(period),
        numerator=numerator,
        denominator=denominator,
        n=1,
        value=value,
        band=None if step is None else ("green", "amber", "red")[step],
        target_met=None if step is None else step == 0,
        steps_off=step,
        partial=partial,
        target=None,
    )


def series(*results: IndicatorResult, missing: tuple[str, ...] = ()) -> IndicatorSeries:
    """The on-time indicator over these periods."""
    return IndicatorSeries(
        indicator="on-time",
        name="按时完成率",
        name_en="Done on time",
        unit="%",
        measure="share",
        better_higher=True,
        weight=Fraction(111, 10),
        bands=BANDS,
        results=results,
        missing=tuple(Period.parse(period) for period in missing),
    )


def duty(id: str, what: Message, *, side: Side = Side.BODY, who: str = "leader", late: int = 0) -> Duty:
    """A duty due in July, or overdue by so many working days."""
    return Duty(
        id=id,
        contract="c",
        side=side,
        who=who,
        what=what,
        by=date(2026, 5, 8) if late else date(2026, 7, 10),
        provisional=not late,
        ground=GROUND,
        fact="duties/d1/2026-06",
        state=DutyState.OVERDUE if late else DutyState.DUE,
        workdays_late=late,
    )


def contract_result(id: str, standing: Standing, **changes: object) -> ContractResult:
    """A contract in this standing, with nothing recorded but what is given."""
    assessed = {"clear": Assessment.CLEAR, "no_data": Assessment.NO_DATA}.get(standing, Assessment.WATCH)
    plain = ContractResult(
        contract=Contract(
            id=id,
            body="water",
            work_item=f"{id}-work",
            provider="clean",
            name=f"河道保洁（{id}）",
            name_en=f"River cleaning ({id})",
            signed=date(2024, 12, 20),
            starts=date(2025, 1, 1),
            ends=date(2026, 12, 31),
            renewal_decided=None,
            amount_minor=12_345_678,
            currency="CNY",
            paid=True,
        ),
        body=WATER,
        provider=PROVIDER,
        leader=NAMED,
        verdict="suitable",
        assessment=assessed,
        standing=standing,
        reasons=(Reason(Message.of("nothing_against"), Side.PROVIDER),),
        proposals=(),
        indicators=(),
        ratings=NO_RATINGS,
        surveys=(),
        matters=NO_MATTERS,
        low_ratings=LowRatingsResult(0, 0, 0, ()),
        scores=(),
        months=(),
        findings=(),
        cases=(),
        exit_grounds=(),
        duties=(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def _watched() -> ContractResult:
    """Everything at once: off target, ratings, matters, scores, a finding, a case, duties of both sides."""
    inspect = Message.of("duty_plan", kind="inspect", period="2026-04")
    said = {**inspect.params, "duty": inspect.code, "n": 2}
    off: dict[str, Param] = {
        "periods": 2,
        "first": "2026-04",
        "last": "2026-05",
        "value": "88.5%",
        "target": "≥ 95%",
    }
    names = {"indicator": "按时完成率", "indicator_en": "Done on time"}
    return contract_result(
        "watched",
        Standing.WATCH,
        reasons=(
            Reason(Message.of("off_target_running", **names, **off), Side.PROVIDER),
            Reason(Message.of("body_duty_overdue", by=date(2026, 5, 8), workdays=35, **said), Side.BODY),
        ),
        proposals=(Message.of("open_case", n=1), Message.of("catch_up_duties", n=1)),
        indicators=(
            series(
                reading("2025-12", 97, 100),
                reading("2026-01", 19, 20),
                reading("2026-02", 0, 0),
                reading("2026-04", 92, 100),
                reading("2026-05", 177, 200),
                reading("2026-06", 9, 10, partial=True),
                missing=("2026-03",),
            ),
        ),
        ratings=RATINGS,
        surveys=(SURVEY,),
        matters=MATTERS,
        low_ratings=LOW_RATINGS,
        scores=(ScoreResult(Period.parse("2026-05"), Fraction(885, 10), Fraction(100), 50_000),),
        months=(MAY,),
        findings=(
            FindingResult(
                "f1", "watched", date(2026, 5, 2), "inspection", "serious", "漏扫两段河道。", "", "confirmed"
            ),
        ),
        cases=(
            CaseResult(
                "k1", "漏扫", "Stretches missed", date(2026, 5, 6), "finding", date(2026, 5, 6), "合同第八条"
            ),
        ),
        exit_grounds=("not_corrected", "serious_finding"),
        duties=(
            duty("d1", inspect, late=35, who="inspector"),
            duty("d2", Message.of("answer_matter", matter="m1", topic="河边垃圾"), late=3),
            duty(
                "d3",
                Message.of("comply_order", order="o1", demand="补扫", demand_en="Sweep again"),
                side=Side.PROVIDER,
                who="clean",
            ),
        ),
    )


def district(*more: ContractResult) -> DistrictResult:
    """The sample: one contract in each standing, a vacancy, a contract nobody asked about, and those given."""
    compared = [
        contract_result(
            f"river-{at}",
            Standing.CLEAR,
            indicators=(series(reading("2026-05", 95 * size // 100 - low, size)),),
        )
        for at, (size, low) in enumerate(((40, 0), (400, 0), (2000, 190), (9000, 0)))
    ]
    others = [
        contract_result(each.value, each) for each in Standing if each not in (Standing.CLEAR, Standing.WATCH)
    ]
    vacant = contract_result(
        "vacant",
        Standing.WATCH,
        leader=VACANT,
        verdict=None,
        reasons=(Reason(Message.of("verdict_prohibited"), Side.BODY),),
        duties=(duty("d9", Message.of("appoint_leader"), who="head", late=50),),
    )
    return DistrictResult(
        district="model",
        name="样例县（虚构）",
        name_en="Model County (fictional)",
        language="zh",
        on=ON,
        rulebook="cn",
        calendar="cn",
        calendar_ends=date(2026, 12, 31),
        people=(HEAD, LEADER, INSPECTOR),
        portfolio=PortfolioResult(Fraction(1, 20), 2, ("watched",), ()),
        contracts=(_watched(), vacant, *compared, *others, *more),
    )
