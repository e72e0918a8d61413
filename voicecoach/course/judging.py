"""The rules applied to a course: go on, go back, or stay, and why."""

from typing import Literal

import msgspec

from voicecoach.course.findings import Case, find
from voicecoach.course.rules import RULES, Rules
from voicecoach.course.stepping import Ladder, Way

ASK = "ask your physiotherapist or doctor before you go on"
"""Said with every step back."""


class Change(msgspec.Struct, frozen=True):
    """Another value for a setting.

    Attributes:
        setting: its name.
        old: what it is, as it is written.
        new: what it is to be.
        in_words: both, with what they mean.
    """

    setting: str
    old: str
    new: str
    in_words: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules say of one script.

    Attributes:
        script: its name.
        way: in which a change is proposed; ``stay`` for none.
        advice: what to do, a clause; empty where nothing is proposed.
        change: what would be set; None where nothing that the script knows of changes.
        reasons: the figures, each beside its rule.
    """

    script: str
    way: Way | Literal["stay"]
    advice: str = ""
    change: Change | None = None
    reasons: tuple[str, ...]

    @property
    def is_proposal(self) -> bool:
        """Whether there is something to accept."""
        return self.way != "stay"


def judge(case: Case, rules: Rules = RULES) -> Verdict:
    """Apply the rules; whatever speaks for a step back goes before all else."""
    if not case.sessions:
        return _stay(case, "there is no session since the last answer")
    ladder = case.ladder
    findings = find(case, rules)
    value = findings.value
    if alarms := findings.alarms(rules):
        return _back(case, value, alarms)
    if ladder is None:
        return _stay(case, "nothing is known to grow in this exercise")
    if ladder.ends_at(value):
        return _stay(case, f"{ladder.in_words(value)} is as far as this exercise goes")
    if hindrances := findings.hindrances(rules):
        return _stay(case, *hindrances)
    return _on(case, ladder, value, findings.merits(rules))


def _stay(case: Case, *reasons: str) -> Verdict:
    return Verdict(script=case.script, way="stay", reasons=reasons)


def _on(case: Case, ladder: Ladder, value: str, reasons: tuple[str, ...]) -> Verdict:
    change = _change(ladder, value, "on")
    # Where nobody knows how much it is, the course cannot show how it grows.
    keeping = f"'voicecoach progress --keep {case.script} --set {ladder.growth.setting}=…'"
    telling = "" if change else f", and tell how much it is: {keeping}"
    return Verdict(
        script=case.script,
        way="on",
        advice=ladder.growth.more + telling,
        change=change,
        reasons=reasons,
    )


def _back(case: Case, value: str, reasons: tuple[str, ...]) -> Verdict:
    ladder = case.ladder
    change = _change(ladder, value, "back") if ladder else None
    less = ladder.growth.less if ladder and (change or not ladder.measures(value)) else "do less"
    return Verdict(
        script=case.script, way="back", advice=f"{less}, and {ASK}", change=change, reasons=reasons
    )


def _change(ladder: Ladder, value: str, way: Way) -> Change | None:
    new = ladder.next(value, way)
    if new is None:
        return None
    words = f"{ladder.in_words(value)} → {ladder.in_words(new)}"
    return Change(ladder.growth.setting, value, new, words)
