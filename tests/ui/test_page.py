"""In a browser, the app follows the device's preferences as they change."""

from __future__ import annotations

import os

import pytest
from driving import until
from msgspec import structs

from trainer.files.remote import DRIVER, PAGE
from trainer.ui.terminal.page_messages import PagePrefers
from trainer.ui.theme import DARK, LIGHT


async def test_changed_preferences_of_the_device_apply_at_once(
    make_app, monkeypatch: pytest.MonkeyPatch
):
    app = make_app()
    app.settings = structs.replace(app.settings, motion="auto")
    async with app.run_test() as pilot:
        monkeypatch.setenv(DRIVER, "a page")
        monkeypatch.setenv(PAGE, "")
        for wishes, theme, level in [
            ("light still", LIGHT, "reduced"),
            ("touch", DARK, "full"),
            ("light", LIGHT, "full"),
        ]:
            app.post_message(PagePrefers(wishes))
            await until(pilot, lambda wishes=wishes: os.environ[PAGE] == wishes)
            await pilot.pause()
            assert (app.theme, app.motion.level) == (theme.name, level)
