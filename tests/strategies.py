"""Hypothesis strategies that several tests share."""

from hypothesis import strategies as st

from tests.kit import script_text, timeline_of_script
from voicecoach.script.loader import load

WORDS = st.lists(
    st.sampled_from(
        [
            "soft",
            "knee",
            "heel",
            "slowly",
            "tighten",
            "the",
            "inner",
            "thigh",
            "now",
            "and",
            "breathe",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
SECONDS = st.integers(3, 40)


@st.composite
def _work(draw):
    """A hold and its rest, or a movement: what a round may consist of."""
    if draw(st.booleans()):
        count = draw(st.sampled_from(["", ", count: up", ", count: down", ", count: none",
                                      ", count: every 5", ", count: last 3"]))  # fmt: skip
        cue = draw(st.sampled_from(["", ", cue: form"]))
        return [
            f"{{hold: {draw(SECONDS)}s{count}}}",
            f"{{rest: {draw(SECONDS)}s{cue}}}",
        ]
    parts = ", ".join(
        f"{{say: {word}, for: {draw(st.integers(2, 5))}s}}" for word in ("Up", "Down")
    )
    return [f"{{move: [{parts}]}}", "{rest: 4s}"]


@st.composite
def _sides(draw):
    steps = ", ".join(draw(_work()))
    switch = draw(st.integers(4, 12))
    return [f"{{each side: {{switch: {switch}s, steps: [{steps}]}}}}"]


@st.composite
def _repeat(draw):
    rounds = draw(
        st.one_of(
            st.integers(1, 8).map("times: {}".format),
            st.integers(5, 180).map("for: {}s".format),
        )
    )
    announce = draw(st.sampled_from(["", "announce: [halfway, last, time left every 30s], "]))
    steps = ", ".join(draw(_work()))
    return [f"{{repeat: {{{rounds}, {announce}steps: [{steps}]}}}}"]


@st.composite
def script_texts(draw):
    """Scripts whose required words fit: setup, get-ready, work in any order, closing words."""
    pool = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    steps = [f"{{say: {draw(WORDS)}}}", "{ready: 5s}"]
    for block in draw(st.lists(st.one_of(_repeat(), _sides(), _work()), min_size=1, max_size=3)):
        steps += [*block, "{rest: 5s}"]
    if draw(st.booleans()):
        steps.append(f"{{say: {draw(WORDS)}}}")
    head = "cues:\n  form:\n" + "\n".join(f"    - {words}" for words in pool)
    return script_text(*steps, head=head)


def scripts():
    """The same, loaded."""
    return script_texts().map(lambda text: load(text, "test.yaml"))


def timelines():
    """The same, compiled with the fake voice's durations."""
    return scripts().map(timeline_of_script)
