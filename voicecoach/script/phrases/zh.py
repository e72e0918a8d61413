"""Stock words in Chinese: Mandarin, in simplified characters.

The sides are single characters, which any word can follow: 左腿, 左膝, 左边.
"""

from voicecoach.script.phrases.measures import Measures, Noun
from voicecoach.script.phrases.stock import PageWords, Phrases

_DIGITS = "零一二三四五六七八九"
_SIZES = ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"))


def number(count: int) -> str:
    """Write a count in words: 二十一."""
    # At the beginning, and only there, ten is 十 instead of 一十.
    return _spelled(count).removeprefix("一") if count // 10 == 1 else _spelled(count)


def _spelled(count: int) -> str:
    for size, name in _SIZES:
        if count >= size:
            head, rest = divmod(count, size)
            words = f"{counted(head) if size >= 1000 else number(head)}{name}"  # noqa: PLR2004 - 两千, 二百
            skipped = "零" if rest and rest < size // 10 else ""
            return words + (f"{skipped}{_spelled(rest)}" if rest else "")
    return _DIGITS[count]


def counted(count: int) -> str:
    """Write a number as it stands before a measure word: 两次, but 十二次."""
    return "两" if count == 2 else number(count)  # noqa: PLR2004 - 二 is for counting


def _noun(word: str) -> Noun:
    return Noun(word, word, counted)


_MEASURES = Measures(
    number=number,
    counted=counted,
    hour=_noun("小时"),
    minute=_noun("分钟"),
    second=_noun("秒"),
    units={
        "cm": _noun("厘米"),
        "m": _noun("米"),
        "kg": _noun("公斤"),
        "g": _noun("克"),
        "lb": _noun("磅"),
        "in": _noun("英寸"),
        "°": _noun("度"),
        "%": _noun("百分之{}"),
    },
    nothing="零秒",
    point="点",
    gap="",
    joint="",
)

PHRASES = Phrases(
    language="zh",
    safety="这不是医疗建议。如果疼得厉害，请马上停下来。",
    squeeze="收紧",
    relax="放松",
    switch="换另一边。",
    sides={"left": "左", "right": "右"},
    halfway="完成一半了。",
    last="最后一次。",
    remaining="还剩{}。",
    nth_set="第{}组，共{}组。",
    upcoming="接下来：{}。",
    finished="做得很好。",
    paused="已暂停。",
    stopped="停在这里，下次再练。",
    nth_dose="这是今天的第{}次，一共{}次。",
    nth_today="这是今天的第{}次。",
    ask_pain="刚才有多疼？从零到十，请按一个键。",
    labels={
        "instruction": "请听",
        "ready": "准备",
        "hold": "保持",
        "rest": "休息",
        "move": "动作",
        "switch": "换边",
        "wait": "等待",
        "finish": "完成",
    },
    page=PageWords(
        play="播放",
        pause="暂停",
        back="后退",
        on="前进",
        chapters="章节",
        save="保存",
        unplayable="此页面在这里无法播放，请用其他浏览器打开。",
    ),
    measures=_MEASURES,
)
