"""What the rules look at, and what they find in it, in words: each figure beside its rule."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise, takewhile

import msgspec

from voicecoach.course.doses import Day, Tally, added
from voicecoach.course.rules import Rules
from voicecoach.course.stepping import Ladder
from voicecoach.course.words import date_in_words, times
from voicecoach.diary.entry import Entry


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What is judged: one script's sessions since the listener last answered a proposal.

    Attributes:
        script: its name.
        ladder: what of it grows; None where nothing is known to.
        sessions: the oldest first.
        days: doses of each day up to today.
        today: not over yet, so its doses are not judged.
    """

    script: str
    ladder: Ladder | None
    sessions: Sequence[Entry]
    days: Sequence[Day]
    today: date


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules look at: the last sessions of a script, as many as were done alike.

    Attributes:
        value: of what grows, as it is written; empty where nothing is known to.
        at: the same in words; empty where that is not known.
        told: the days of the sessions of which the pain is known, and the pain.
        doses: those due on the last days, and those done alike.
    """

    value: str
    at: str
    told: tuple[tuple[date, int], ...]
    doses: Tally

    def alarms(self, rules: Rules) -> tuple[str, ...]:
        """Say what calls for a step back."""
        recent = self.told[-rules.recent_sessions :]
        pains = [pain for _, pain in recent]
        alarms = [
            f"pain was {pain} of 10 on {date_in_words(day)} (rule: back from {rules.high_pain})"
            for day, pain in recent
            if pain >= rules.high_pain
        ]
        if len(pains) == rules.recent_sessions and all(a < b for a, b in pairwise(pains)):
            rising = ", ".join(map(str, pains))
            alarms.append(f"pain rose over the last {len(pains)} sessions: {rising} (rule: back)")
        return tuple(alarms)

    def hindrances(self, rules: Rules) -> tuple[str, ...]:
        """Say what speaks against the next step."""
        found = []
        if len(self.told) < rules.sessions:
            sessions = f"{times(len(self.told), 'session')}{self.at}"
            found.append(f"pain is known of {sessions} (rule: {rules.sessions})")
        elif self._highest(rules) > rules.easy_pain:
            found.append(self._pain(rules))
        if not self.doses.due:
            found.append(f"no dose was due in the {rules.days} days before today")
        elif (self.doses.percent or 0) < rules.done_percent:
            found.append(self._diligence(rules))
        return tuple(found)

    def merits(self, rules: Rules) -> tuple[str, ...]:
        """Say what speaks for the next step, where nothing speaks against it."""
        return self._pain(rules), self._diligence(rules)

    def _highest(self, rules: Rules) -> int:
        return max(pain for _, pain in self.told[-rules.sessions :])

    def _pain(self, rules: Rules) -> str:
        return (
            f"pain was {self._highest(rules)} of 10 at most in the last {rules.sessions} "
            f"sessions{self.at} (rule: {rules.easy_pain})"
        )

    def _diligence(self, rules: Rules) -> str:
        doses = self.doses
        return (
            f"{doses.met} of {times(doses.due, 'dose')} of the last {rules.days} days were "
            f"done{self.at}: {doses.percent} % (rule: {rules.done_percent} %)"
        )


def find(case: Case, rules: Rules) -> Findings:
    """Look at the last sessions of a case, which has at least one."""
    ladder = case.ladder
    value = ladder.value(case.sessions[-1].settings) if ladder else ""
    alike = takewhile(
        lambda entry: ladder is None or ladder.value(entry.settings) == value,
        reversed(case.sessions),
    )
    sessions = list(alike)[::-1]
    return Findings(
        value=value,
        at=f" at {ladder.growth.setting} {value}" if ladder and ladder.measures(value) else "",
        told=tuple((entry.day, entry.pain) for entry in sessions if entry.pain is not None),
        doses=_doses(case, sessions, rules),
    )


def _doses(case: Case, sessions: Sequence[Entry], rules: Rules) -> Tally:
    first = case.today - timedelta(days=rules.days)
    due = {
        one.day: one.scripts[case.script].due
        for one in case.days
        if first <= one.day < case.today and case.script in one.scripts
    }
    done = {day: sum(entry.is_dose and entry.day == day for entry in sessions) for day in due}
    return added(Tally(done[day], due[day], min(done[day], due[day])) for day in due)
