"""Sample sessions, and strategies that generate valid sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.files.limits import FIRST_DAY, LAST_DAY
from trainer.history.records import MORNINGS, ExerciseRecord, SessionRecord

STARTED = datetime(2026, 11, 23, 7, 30, 5, tzinfo=timezone(timedelta(hours=1)))
BIRD_DOG = ExerciseRecord(
    id="bird-dog",
    name="Bird Dog",
    variant="standard",
    status="completed",
    planned_reps=10,
    done_reps=10,
    skipped_reps=0,
    done_left=5,
    done_right=5,
    hold=3,
    seconds=71.5,
)
BRIDGE = ExerciseRecord(
    id="glute-bridge",
    name="Glute Bridge",
    variant="standard",
    status="partial",
    planned_reps=10,
    done_reps=4,
    skipped_reps=1,
    stopped="pain",
    seconds=32,
)


def session(number: int = 0, **changes: object) -> SessionRecord:
    """Return a session that began `number` days after STARTED."""
    started = STARTED + timedelta(days=number)
    record = SessionRecord(
        id=f"{started:%Y%m%dT%H%M%S}-{number:06x}",
        day=started.date(),
        started=started,
        ended=started + timedelta(seconds=395),
        status="partial",
        source="session",
        pain_before=4,
        pain_after=2,
        effort=5,
        note="left side shaky",
        exercises=(BIRD_DOG, BRIDGE),
    )
    return replace(record, **changes)


def on(*days: date) -> list[SessionRecord]:
    """A completed session on each of these days."""
    return [
        session(day=day, id=f"{day}-{number}", exercises=(BIRD_DOG,), status="completed")
        for number, day in enumerate(days)
    ]


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
counts = st.integers(0, 99_999)
seconds = st.floats(0, 99_999, allow_subnormal=False)
scales = st.none() | st.integers(0, 10)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.builds(
    lambda moment, zone: moment.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    offsets,
)
exercises = st.builds(
    ExerciseRecord,
    id=texts,
    name=texts,
    variant=texts,
    status=st.sampled_from(["completed", "partial", "skipped"]),
    planned_reps=counts,
    done_reps=counts,
    skipped_reps=counts,
    stopped=st.none() | st.sampled_from(["pain", "fatigue", "time", "other"]),
    pain_at_stop=scales,
    done_left=st.none() | counts,
    done_right=st.none() | counts,
    hold=st.none() | seconds,
    seconds=seconds,
)


@st.composite
def sessions(draw: st.DrawFn) -> SessionRecord:
    started = draw(moments)
    lasts = timedelta(seconds=draw(st.integers(0, 10_000)))
    return SessionRecord(
        id=draw(texts),
        day=draw(st.dates(FIRST_DAY, LAST_DAY)),
        started=started,
        ended=started + lasts,
        status=draw(st.sampled_from(["completed", "partial"])),
        source=draw(st.sampled_from(["session", "log", "import"])),
        pain_before=draw(scales),
        pain_after=draw(scales),
        effort=draw(scales),
        next_morning=draw(st.none() | st.sampled_from([*MORNINGS, "terrible"])),
        note=draw(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=60)),
        exercises=tuple(draw(st.lists(exercises, min_size=1, max_size=3))),
    )


histories = st.lists(sessions(), max_size=5, unique_by=lambda record: record.id)
