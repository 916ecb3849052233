"""Notifications in the corner."""

from __future__ import annotations

import time

import pytest
from driving import shown, until
from textual.widgets._toast import Toast as Corner

from trainer.ui.terminal.notification import Toast


async def test_an_expired_toast_disappears_at_once(make_app):
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        late = Toast("Too late", timeout=0)
        late.raised_at -= 1
        corner = Corner(late)
        await app.screen.mount(corner)
        await until(pilot, lambda: not corner.is_attached)


async def test_changing_the_wall_clock_does_not_affect_a_toast(monkeypatch):
    toast = Toast("It counts until you leave.", timeout=15)
    for clock in (0.0, 1e12):
        monkeypatch.setattr("textual.notifications.time", lambda clock=clock: clock)
        monkeypatch.setattr(time, "time", lambda clock=clock: clock)
        assert 14 < toast.time_left <= 15
        assert not toast.has_expired


@pytest.mark.parametrize("text", ["[b]bold[/b]", "[red]", "[@click=app.quit]x[/]"])
async def test_a_notification_is_plain_text(make_app, text):
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        app.screen.notify(text)
        await until(pilot, lambda: text in shown(pilot))


async def test_short_remarks_replace_each_other_but_not_warnings(make_app):
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        app.notify("Not on disk yet", severity="warning", timeout=15)
        for seconds in (3, 4, 4):
            app.notify(f"Hold: {seconds} seconds.", timeout=2)
        await until(pilot, lambda: "Hold: 4" in shown(pilot))
        assert "Hold: 3" not in shown(pilot)
        assert shown(pilot).count("Hold: 4") == 1
        assert "Not on disk yet" in shown(pilot)
