"""The colour of each kind of phase, on every screen: in a terminal, and on the page for a phone."""

from collections.abc import Mapping

ON_DARK: Mapping[str, str] = {
    "instruction": "#4fd0e0",
    "ready": "#ffd23f",
    "hold": "#ff6fd8",
    "rest": "#5b9dff",
    "move": "#56d364",
    "switch": "#ffd23f",
    "wait": "#4fd0e0",
    "finish": "#56d364",
}
"""By kind of phase: as letters on a dark ground, or as a ground of dark letters."""

ON_LIGHT: Mapping[str, str] = {
    "instruction": "#0a6373",
    "ready": "#7a5200",
    "hold": "#9c0f7c",
    "rest": "#1c4fb4",
    "move": "#17672c",
    "switch": "#7a5200",
    "wait": "#0a6373",
    "finish": "#17672c",
}
"""The same, darker: as letters on a light ground, or as a ground of light letters."""
