"""Which texts fit on the session screen: the most important come first, in whole sentences."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.content import Content

from trainer import catalog
from trainer.session.machine import Session, SessionState
from trainer.session.timeline import Pacing
from trainer.ui.session.layout import layout_of
from trainer.ui.session.paging import pages, wrapped
from trainer.ui.session.view import beside
from trainer.ui.session.words import StageText, stage_text, words
from trainer.ui.widgets.big_text import width as big_width

BUNDLED = catalog.load_catalog()
SIZES = [(46, 16), (60, 24), (80, 24), (100, 30), (120, 20), (140, 45), (200, 60), (46, 30)]
SIZES += [(79, 20), (90, 16), (110, 25), (72, 24), (80, 18)]
EVERY = [
    f"{exercise.id}:{variant}"
    for exercise in BUNDLED.exercises
    for variant in ("standard", *(v.id for v in exercise.variants))
]


@cache
def stages_of(*refs: str) -> list[SessionState]:
    """Return the state of a session at the start of each stage."""
    session = Session([BUNDLED.choose(ref) for ref in refs], 0.0, Pacing(get_ready=9))
    found: list[SessionState] = []
    for quarter in range(4 * 600):
        state = session.advance_to(quarter / 4)
        if state.kind == "done":
            return found
        if not found or state.stages_begun != found[-1].stages_begun:
            found.append(state)
    return found


def plain(lines: tuple[Content, ...]) -> str:
    return "\n".join(line.plain for line in lines)


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text)


def said(text: str) -> list[str]:
    """Return the words of a text, except those that join two clauses."""
    return [word for word in words_of(text.lower()) if word not in {"and", "with"}]


def everything(text: StageText, size: tuple[int, int], remark: str = "") -> str:
    put = words(text, layout_of(*size), remark)
    return f"{plain(put.cue)}\n{plain(put.then)}"


@pytest.mark.parametrize("ref", EVERY)
def test_every_line_fits_and_the_instruction_and_side_are_always_shown(ref):
    for size, state in product(SIZES, stages_of(ref)):
        layout = layout_of(*size)
        text = stage_text(state)
        put = words(text, layout)
        assert len(put.cue) <= layout.cue.height, size
        assert len(put.then) <= put.layout.then.height, size
        assert all(line.cell_length <= layout.cue.width for line in put.cue), size
        assert all(line.cell_length <= layout.then.width for line in put.then), size
        assert put.head.cell_length == layout.head.width, size
        shown = " ".join(everything(text, size).split())
        assert text.instruction in shown, size
        assert text.side in shown, size
        assert "…" not in shown or text.is_setup, size


@pytest.mark.parametrize("ref", EVERY)
def test_a_sentence_is_shown_completely_or_not_at_all(ref):
    for size, state in product(SIZES, stages_of(ref)):
        text = stage_text(state)
        if text.is_setup:
            continue
        rest = " ".join(plain(words(text, layout_of(*size)).cue).split())
        known = (*text.sentences, text.instruction, text.side, text.squeeze, text.shape, text.unit)
        for text in known:
            rest = rest.replace(text, "")
        assert rest.split() == [], size


def test_the_working_glute_is_named_if_there_is_room_beside_the_side():
    reach = next(state for state in stages_of("bird-dog") if state.kind == "move")
    assert "Squeeze the left glute" in everything(stage_text(reach), (80, 24))
    assert "Squeeze" not in everything(stage_text(reach), (46, 16))
    lift = next(state for state in stages_of("clam-shells") if state.kind == "move")
    assert "Right leg on top" in everything(stage_text(lift), (80, 24))


def test_a_hold_is_described_with_the_seconds_that_were_chosen():
    for ref, seconds in (("glute-bridge", "3"), ("supine-leg-extension", "3")):
        hold = next(state for state in stages_of(ref) if state.kind == "hold")
        shown = everything(stage_text(hold), (140, 45))
        assert f"for a count of {seconds} and keep breathing" in shown
        assert "2-4" not in shown


def test_in_a_pause_the_side_is_not_indented():
    session = Session([BUNDLED.choose("bird-dog")], 0.0, Pacing(get_ready=9))
    now = 0.0
    while session.advance_to(now).kind != "move":
        now += 0.25
    session.pause(now)
    put = words(stage_text(session.advance_to(now)), layout_of(46, 16))
    assert plain(put.then) == "Right arm, left leg"


def test_in_the_smallest_window_the_side_is_shown_after_what_comes_next():
    lift = next(state for state in stages_of("clam-shells") if state.kind == "move")
    put = words(stage_text(lift), layout_of(46, 16))
    assert plain(put.then) == "then lower the top knee   Right leg on top".replace("   ", " " * 3)


def test_the_side_replaces_what_comes_next_if_there_is_no_room_for_both():
    lift = next(state for state in stages_of("clam-shells") if state.kind == "move")
    text = replace(stage_text(lift), then="lower the top knee as slowly as you can")
    assert plain(words(text, layout_of(46, 16)).then).strip() == "Right leg on top"


def test_a_long_setup_is_shown_page_by_page():
    ready = stages_of("clam-shells")[0]
    seen = []
    for over in range(100):
        text = replace(stage_text(ready), over=over / 100)
        seen.append(" ".join(plain(words(text, layout_of(46, 16)).then).split()))
    read = list(dict.fromkeys(seen))
    assert len(read) > 2
    assert all(page.endswith(".") and page[0].isupper() for page in read)
    assert said(" ".join(read)) == said(" ".join(ready.choice.exercise.setup))


@pytest.mark.parametrize("ref", EVERY)
def test_the_whole_setup_can_be_read_at_every_size(ref):
    ready = stages_of(ref)[0]
    looks = 2 * int(ready.stage.seconds)  # two a second
    for size in SIZES:
        seen = []
        for look in range(looks):
            put = words(replace(stage_text(ready), over=look / looks), layout_of(*size))
            seen.append(" ".join(f"{plain(put.cue[1:])} {plain(put.then)}".split()))
        read = " ".join(dict.fromkeys(seen))
        assert "…" not in read, size
        for sentence in ready.choice.exercise.setup:
            first, _, rest = sentence.partition(", ")
            repeats = first.endswith(stage_text(ready).instruction.partition(" ")[2])
            assert set(said(rest if repeats else sentence)) <= set(said(read)), size


def test_text_that_repeats_the_instruction_is_left_out_if_there_is_little_room():
    ready = stage_text(stages_of("bird-dog")[0])
    useful = "Your hands directly below your shoulders and your knees in line with your hips."
    for size in ((46, 16), (120, 20), (90, 16)):
        shown = " ".join(everything(ready, size).split())
        assert f"Get on your hands and knees {useful}" in shown.replace("seconds ", ""), size


@given(st.lists(st.text("abc ,;", min_size=1), min_size=1, max_size=6), st.integers(1, 3))
def test_wrapping_into_pages_loses_no_word_and_never_overflows(texts, rows):
    found = pages(texts, 20, rows)
    assert all(len(page) <= rows for page in found)
    assert "".join("".join(page) for page in found).split() or not "".join(texts).strip()
    joined = "".join("".join(page) for page in found)
    assert re.findall("[abc]", joined) == re.findall("[abc]", "".join(texts))


@pytest.mark.parametrize("size", SIZES)
def test_the_instruction_stays_visible_beside_a_remark(size):
    for state in stages_of("clam-shells"):
        text = stage_text(state)
        shown = " ".join(everything(text, size, "Hold: 4 seconds.").split())
        assert "Hold: 4 seconds." in shown
        assert text.instruction in shown


def test_a_narrow_first_row_drops_the_least_important_facts_first():
    state = stages_of("supine-leg-extension:pillow")[1]
    text = replace(stage_text(state), status_labels=("muted", "slow voice"))

    def head(columns: int) -> str:
        layout = replace(layout_of(140, 45), head=layout_of(140, 45).head._replace(width=columns))
        return " ".join(words(text, layout).head.plain.split())

    wide = head(110)
    assert wide.startswith(
        "Supine Leg Extension Pillow under the hips hold 3 s muted slow voice rep"
    )
    assert "hold 3 s" not in head(90)
    assert "Pillow" in head(90)
    assert "Pillow" not in head(70)
    assert head(70).endswith(" left")
    assert "rep 1 of 10" not in head(62)
    assert "slow voice" in head(62)
    assert "slow voice" not in head(56)
    assert "muted" in head(56)
    assert head(42).startswith("Supine Leg Extension 1 of 10")
    assert head(30).startswith("Supine")
    assert "1 of 10" in head(30)
    assert all(head(columns).endswith(" left") for columns in range(30, 111))


def test_wide_characters_are_measured_in_cells():
    text = replace(
        stage_text(stages_of("glute-bridge")[1]), name="橋の運動", instruction="腰を上げる"
    )
    for size in SIZES:
        put = words(text, layout_of(*size))
        assert put.head.cell_length == layout_of(*size).head.width
        assert all(line.cell_length <= layout_of(*size).cue.width for line in put.cue)


def test_an_instruction_longer_than_its_space_wraps_or_ends_with_an_ellipsis():
    long = "Stretch both arms and both legs as far as they go without any pain"
    text = replace(stage_text(stages_of("glute-bridge")[1]), instruction=long, side="Left leg")
    assert "…" in plain(words(text, layout_of(46, 16)).cue)
    assert long in " ".join(plain(words(text, layout_of(140, 45)).cue).split())


def test_no_page_of_the_setup_has_only_a_few_words():
    bridge = BUNDLED.exercise("glute-bridge").setup
    assert pages(bridge, 34, 3) == [
        ("Lie down on your back and bend", "your knees."),
        ("Sliding your feet up as close as", "you can to your buttocks."),
        ("Your arms should be on the floor,", "extended alongside your torso."),
    ]


@pytest.mark.parametrize("ref", EVERY)
def test_an_ellipsis_is_shown_only_where_a_clause_is_split_between_pages(ref: str):
    setup = BUNDLED.choose(ref).exercise.setup
    for width, rows in product(range(20, 130, 3), (1, 2, 3)):
        found = [" ".join(page) for page in pages(setup, width, rows)]
        for page, following in pairwise(found):
            assert page.endswith((".", "…"))
            assert page.endswith("…") == following.startswith("…")
            assert following.startswith("…") or following[0].isupper()
        assert found[-1].endswith(".")
        clauses = re.split(r"[,;:]\s+|\s+(?=(?:and|or|so|until)\b)", " ".join(setup))
        longest = max(len(wrapped(f"{clause}.", width)) for clause in clauses)
        assert rows < longest or not any("…" in page for page in found)


def test_a_sentence_that_fits_a_page_is_never_broken():
    bird_dog = BUNDLED.exercise("bird-dog").setup
    assert pages(bird_dog, 72, 2)[0][-1].endswith("hips.")
    for size in ((60, 24), (80, 24), (100, 30), (140, 45)):
        ready = replace(stage_text(stages_of("bird-dog")[0]), over=0.0)
        assert " ".join(bird_dog) in " ".join(everything(ready, size).split()), size


def test_a_sentence_that_only_repeats_the_instruction_is_left_out():
    settle = next(state for state in stages_of("bird-dog") if state.stage.cue.startswith("Settle"))
    assert stage_text(settle).sentences == ("Repeat on the opposite side, alternating.",)


@pytest.mark.parametrize(("width", "rows"), [(20, 2), (34, 3), (42, 2), (60, 1), (90, 4)])
def test_pages_of_the_setup_lose_no_word_and_fit_their_rows(width: int, rows: int):
    for exercise in BUNDLED.exercises:
        found = pages(exercise.setup, width, rows)
        shown = " ".join(" ".join(page) for page in found)
        assert said(shown) == said(" ".join(exercise.setup))
        assert all(len(page) <= rows for page in found)


@pytest.mark.parametrize("number", ["1", "9", "10", "11", "40"])
def test_in_a_short_window_the_unit_is_close_to_its_number(number: str):
    layout = layout_of(120, 20, len(number))
    at = beside(layout, number)
    assert at.x - layout.number.x == big_width(number, 2) + 2
    assert layout.unit is not None
    assert (at.y, at.width) == (layout.unit.y, layout.unit.width)
