"""How the screen looks: its colours, and what stands where on which size of terminal."""

from voicecoach.colours import ON_DARK

COLOURS: dict[str, str] = {
    **ON_DARK,
    "paused": "#ffffff",
    "waiting": "#ffd23f",
    "lost": "#ff5a4d",
    "asking": "#ffffff",
}
"""By look."""

STILL = "#8a8a94"
"""Of a number that does not run."""

GROUND = "#0b0b0f"
NOTICE = "#ffffff"
FAINT = "#a6a6b0"
"""Of what is read from near."""

WIDE = 74
"""Columns from which on the keys are in one line."""

WIDTHS = [(0, "-narrow"), (120, "-broad")]
"""Columns: from which on what comes next is large."""

HEIGHTS = [(0, "-tiny"), (13, "-short"), (20, "-tall"), (36, "-huge"), (50, "-giant")]
"""Lines: from which on there is room for more, and between things."""

CSS = f"""
Screen {{ background: {GROUND}; color: #f2f2f5; overflow: hidden; }}
Static, Large {{ width: 1fr; height: 1; text-align: center; }}

#head {{ height: 1; padding: 0 1; color: {FAINT}; }}
#title {{ text-align: left; }}
#volume {{ width: auto; }}

#banner {{ height: 5; color: {GROUND}; text-style: bold; }}
#banner:nocolor {{ text-style: bold reverse; }}
#message {{ height: auto; max-height: 3; padding: 0 1; display: none; }}
#message {{ background: {NOTICE}; color: {GROUND}; text-style: bold; }}
#message:nocolor {{ text-style: bold reverse; }}
#number {{ height: 1fr; min-height: 3; margin: 1 0; text-style: bold; }}
#rounds {{ color: {FAINT}; }}
#following {{ text-style: bold; }}
#caption {{ height: auto; min-height: 2; max-height: 5; padding: 0 2; margin: 1 0 0 0; }}

#time {{ height: 2; padding: 0 1; }}
#done, #left {{ width: auto; color: {FAINT}; }}
#course {{ width: 1fr; height: 2; margin: 0 1; }}
#keys {{ height: auto; color: {FAINT}; }}

.-tiny #head, .-tiny #keys {{ display: none; }}
.-tiny #banner, .-short #banner {{ height: 1; }}
.-tiny #number, .-short #number {{ margin: 1 0 0 0; }}
.-tiny #caption, .-short #caption {{ min-height: 1; max-height: 4; margin: 0; }}
.-tiny #caption {{ max-height: 2; }}
.-tiny #time, .-tiny #course, .-short #time, .-short #course {{ height: 1; }}

.-broad.-huge #following, .-broad.-giant #following, .-broad.-giant #rounds {{ height: 5; }}
.-giant #banner {{ height: 10; }}
"""
