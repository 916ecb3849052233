"""A whole session in the real program, from the picker to the history."""

from __future__ import annotations

import json

from real.program import Program, ends, see


def test_pressing_enter_twice_leads_from_the_picker_to_a_saved_session(program: Program):
    terminal = program.open()
    see(terminal, "enter start Short Bridge")
    terminal.press("\r")
    see(terminal, "Pain now")
    terminal.press("\r")
    see(terminal, "Done for today")
    terminal.press("q")
    assert ends(terminal) == 0
    printed = program.run("history", "--json")
    assert printed.returncode == 0, printed.stderr
    [session] = json.loads(printed.stdout)
    [exercise] = session["exercise"]
    assert session["status"] == "completed"
    assert exercise["name"] == "Short Bridge"
    assert (exercise["done_reps"], exercise["planned_reps"]) == (3, 3)
    assert not {"pain_after", "effort", "note"} & session.keys()
