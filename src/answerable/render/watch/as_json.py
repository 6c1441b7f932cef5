"""What watching found as JSON: codes and figures for programs, sentences in both languages for people."""

from collections.abc import Iterable

from answerable.core.terms.message import Message
from answerable.core.watch.accounts.profile import Profile
from answerable.core.watch.results import FileResult, Proposed, RuleRecord, WatchResult
from answerable.core.watch.values import Passage
from answerable.render.json_text import Json, json_text
from answerable.render.words import LANGS, say

FORMAT = "answerable/watch/1"
FILES_FORMAT = "answerable/watch-files/1"


def to_json(result: WatchResult) -> str:
    """The result as JSON text."""
    return json_text(
        {
            "format": FORMAT,
            "district": result.district,
            "on": result.on.isoformat(),
            "proposed": [_proposed(each) for each in result.proposed],
            "accounts": [account_json(each) for each in result.profiles],
            "rules": [_rule(each) for each in result.rules],
            "unowned": result.unowned,
            "unread": [{"id": id, "why": _both(why)} for id, why in result.unread],
        }
    )


def files_json(results: Iterable[FileResult]) -> str:
    """What was found on single files as JSON text."""
    return json_text(
        {
            "format": FILES_FORMAT,
            "files": [
                {
                    "name": each.name,
                    "kind": each.kind,
                    "refused": None if each.refusal is None else _both(each.refusal),
                    "proposed": [_proposed(found) for found in each.proposed],
                }
                for each in results
            ],
        }
    )


def _proposed(each: Proposed) -> Json:
    alert, rule = each.alert, each.rule
    return {
        "id": alert.id,
        "contract": each.contract or None,
        "rule": rule.id,
        "subject": alert.subject,
        "severity": rule.severity,
        "side": rule.side.value,
        "since": alert.since.isoformat(),
        "until": None if alert.until is None else alert.until.isoformat(),
        "on": alert.on.isoformat(),
        "what": _both(alert.what),
        "value": alert.value,
        "threshold": alert.threshold,
        "confidence": alert.confidence,
        "precision": rule.precision,
        "passages": [_passage(passage) for passage in alert.passages],
        "grounds": [
            {
                "source": ground.source,
                "article": ground.article,
                "how": ground.how.value,
                "address": ground.address,
            }
            for ground in each.edition.grounds
        ],
        "innocent": {"zh": rule.innocent.zh, "en": rule.innocent.en},
        "finding": each.finding,
        "decision": each.decision,
    }


def _passage(passage: Passage) -> Json:
    beside = passage.beside
    return {
        "of": passage.of,
        "start": passage.start,
        "text": passage.text,
        "beside": None if beside is None else {"of": beside.of, "start": beside.start, "text": beside.text},
    }


def account_json(each: Profile) -> Json:
    """An account in figures, with its weeks, oldest first."""
    return {
        "voice": each.voice,
        "name": each.name,
        "posts": each.posts,
        "distinct": each.distinct,
        "repeated": each.repeated,
        "messages": each.messages,
        "answered": each.answered,
        "median_days": each.median,
        "ninth_days": each.ninth,
        "same_replies": each.same_replies,
        "same_share": each.same_share,
        "weeks": [
            {
                "starts": week.starts.isoformat(),
                "posts": week.posts,
                "repeats": week.repeats,
                "messages": week.messages,
                "replies": week.replies,
            }
            for week in each.weeks
        ],
    }


def _rule(each: RuleRecord) -> Json:
    return {
        "rule": each.rule.id,
        "declared": each.rule.precision,
        "proposed": each.proposed,
        "confirmed": each.confirmed,
        "rejected": each.rejected,
        "precision": each.precision,
        "silenced": each.silenced,
        "below": each.below,
    }


def _both(message: Message) -> Json:
    return {"code": message.code, **{lang: say(message, lang) for lang in LANGS}}
