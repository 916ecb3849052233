"""Types for lengths of time in the catalog and the settings."""

from __future__ import annotations

from typing import Annotated

import msgspec

LONGEST_BREATH = 4.0
"""The longest time for one inhale or exhale, in seconds, so that nobody runs out of air."""

StepSeconds = Annotated[
    float,
    msgspec.Meta(gt=0, le=60, extra_json_schema={"description": "seconds, above 0, at most 60"}),
]
PauseSeconds = Annotated[
    float, msgspec.Meta(ge=0, le=600, extra_json_schema={"description": "seconds from 0 to 600"})
]
