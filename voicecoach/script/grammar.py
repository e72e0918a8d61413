"""The grammar: how everything is written that is more than a class, a list or a table."""

from collections.abc import Mapping
from typing import Any

from voicecoach.script.reader import Leaf
from voicecoach.script.steps import STEP_LEAVES
from voicecoach.script.tables import TABLES
from voicecoach.script.values import VALUES

GRAMMAR: Mapping[Any, Leaf] = {**VALUES, **TABLES, **STEP_LEAVES}
"""By annotation in the model: how such a value is written."""
