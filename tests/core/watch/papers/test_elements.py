"""Required elements of official papers."""

import pytest

from tests.core.watch.papers.good import GOOD, LETTER, NOTICE, REPORT, REQUEST, look


def missing(text: str) -> tuple[str, ...]:
    alert = look(text).get("paper-elements")
    found = dict(alert.what.params)["missing_en"] if alert else ()
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    ("text", "cut", "lacks"),
    [
        (NOTICE, "样卫发〔2026〕5号\n", "the number"),
        (NOTICE, "各乡镇卫生院，县疾控中心，局机关各股室：\n", "the addressee"),
        (NOTICE, "2026年3月5日\n", "the day in full"),
        (LETTER, "县气象局：\n", "the addressee"),
        (REQUEST, "签发人：经办处\n", "the signatory"),
        (REPORT, "签发人：经办处\n", "the signatory"),
    ],
)
def test_an_element_that_is_cut_out_is_missed(text: str, cut: str, lacks: str) -> None:
    assert cut in text
    assert missing(text.replace(cut, "")) == (lacks,)


def test_a_notice_nobody_signs_lacks_its_signature() -> None:
    assert missing(NOTICE.replace("样北县卫生健康局\n2026年3月5日", "2026年3月5日")) == (
        "the signature of the issuing body",
    )


def test_a_day_without_its_day_is_not_in_full() -> None:
    assert missing(NOTICE.replace("2026年3月5日", "2026年3月")) == ("the day in full",)


def test_a_title_must_name_the_body_unless_a_red_head_does() -> None:
    bare = NOTICE.replace("样北县卫生健康局关于", "关于")
    assert missing(bare) == ()
    assert missing(bare.replace("样北县卫生健康局文件\n", "")) == ("the issuing body in the title",)


def test_a_chinese_date_is_a_date_in_full() -> None:
    assert missing(NOTICE.replace("2026年3月5日", "二〇二六年三月五日")) == ()


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("特此报告。另请县政府批准增加编制2名，妥否，请批示。", True),
        ("恳请县人民政府拨付资金30万元。", True),
        ("特此报告，请审阅。", False),
        ("以上报告，如有不妥，请指正。", False),
    ],
)
def test_a_report_must_not_carry_a_request(said: str, asks: bool) -> None:
    alert = look(REPORT.replace("特此报告。", said)).get("paper-elements")
    assert (alert is not None) is asks
    if alert:
        assert alert.passages[-1].text in said


def test_a_health_centre_needs_no_number_and_is_told_that_the_regulation_is_a_reference() -> None:
    text = (
        "样北镇中心卫生院关于调整门诊时间的通知\n各科室：\n自2026年4月1日起，门诊时间调整为8时至17时30分。\n"
        "样北镇中心卫生院\n2026年3月18日"
    )
    assert missing(text) == ()
    alert = look(text.replace("各科室：\n", ""))["paper-elements"]
    assert dict(alert.what.params)["issuer"] == "样北镇中心卫生院"


def test_the_state_itself_is_not_told_that_the_regulation_is_a_reference() -> None:
    alert = look(NOTICE.replace("样卫发〔2026〕5号\n", ""))["paper-elements"]
    assert dict(alert.what.params)["issuer"] is None


@pytest.mark.parametrize(
    "text",
    ["停水通知\n明天上午停水，请备水。", "放假通知：五一放假三天。", GOOD["speech"], "一篇散文\n春天来了。"],
)
def test_a_slip_or_a_paper_of_no_official_kind_needs_no_elements(text: str) -> None:
    assert "paper-elements" not in look(text)
