"""Sending the program to the background and bringing it back, as from a shell."""

from __future__ import annotations

import shlex

from real.program import Program, see, short_bridge

from benchmarks.terminal import Terminal

SECONDS_AWAY = 2.5
"""Longer than the gap after which a session pauses."""


def shell(program: Program) -> Terminal:
    """A shell with job control, which can send a program to the background."""
    terminal = Terminal(["bash", "--norc", "-i"], 80, 24, environment={"PS1": "ready> "})
    program.terminals.append(terminal)
    see(terminal, "ready>")
    return terminal


def test_a_session_sent_to_the_background_is_paused(program: Program):
    program.write(catalog=short_bridge(reps=3, move=0.5, hold=30))
    terminal = shell(program)
    terminal.press(shlex.join(program.command("start", "glute-bridge")) + "\n")
    see(terminal, "Keep breathing")
    terminal.press("\x1a")
    see(terminal, "Stopped")
    terminal.press("fg\n")  # at once: even the shortest absence counts
    see(terminal, "You were away")
    assert terminal.shows("rep 1 of 3")
    terminal.press("q")
    see(terminal, "not done a rep yet")


def test_a_plain_session_sent_to_the_background_is_paused(program: Program):
    program.write(catalog=short_bridge(reps=3, move=0.5, hold=30))
    terminal = shell(program)
    terminal.press(shlex.join(program.command("start", "--plain", "glute-bridge")) + "\n")
    see(terminal, "Hold, thirty seconds.")
    terminal.press("\x1a")
    see(terminal, "Stopped")
    terminal.watch(SECONDS_AWAY)
    terminal.press("fg\n")
    see(terminal, "Paused.")
    terminal.press("q")
    see(terminal, "You have not done a rep yet.")
    terminal.press("\r")
    see(terminal, "Nothing was done.")


def pause(terminal: Terminal) -> None:
    """Pause a session as soon as it is seen."""
    see(terminal, "space pause")
    terminal.press(" ")
    see(terminal, "Press space to continue")


def test_two_simultaneous_sessions_are_both_saved_and_neither_counts_as_interrupted(
    program: Program,
):
    program.write(catalog=short_bridge(reps=8, move=0.4))
    one = program.open("start", "glute-bridge")
    pause(one)
    other = program.open()
    see(other, "enter start Short Bridge")
    assert not other.shows("cut off")
    other.press("\r")
    pause(other)
    assert not other.shows("cut off")
    for terminal in (one, other):
        terminal.press(" ")
        see(terminal, "Back into position")
        terminal.press("\r")
        see(terminal, "Pain now")
    sessions = program.history()
    assert len({session["id"] for session in sessions}) == 2
    assert [session["status"] for session in sessions] == ["completed", "completed"]
