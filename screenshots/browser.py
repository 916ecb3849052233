"""Makes the picture of the trainer in a browser: `python -m screenshots browser`.

It uses the real server and a real Chromium, and takes a minute. It needs `pip install playwright`,
and Chromium on the path or in `CHROMIUM=…`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from screenshots import past
from trainer import catalog
from trainer.clock import SystemClock
from trainer.files.places import Places

PICTURE = Path(__file__).with_name("browser.png")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
TABLET = {"width": 1024, "height": 768}
QUIET = "get_ready = 5\nmotion = 'full'\n[cues]\nvoice = 'off'\n"
SWITCHES = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update"
)


def main() -> None:
    """Serve the trainer, open the page, train until the first hold, and take a picture."""
    if not CHROMIUM:
        print(f"{PICTURE.name} is left as it is: it needs Chromium")
        return
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "data", Path(folder) / "config.toml")
        places.config_file.write_text(QUIET)
        past.write(places, catalog.load_catalog(None), SystemClock().now())
        command = [sys.executable, "-m", "trainer", "--data-dir", str(places.data_dir)]
        command += ["--config", str(places.config_file), "serve", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            _take(server.stdout.readline().split()[1])
            server.terminate()
    print(PICTURE.name, PICTURE.stat().st_size // 1000, "KB")


def _take(address: str) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=SWITCHES.split())
        page = browser.new_page(viewport=TABLET, has_touch=True, is_mobile=True)
        page.goto(address)
        _start(page)
        while not page.title().startswith("HOLD"):
            page.wait_for_timeout(100)
        page.wait_for_timeout(1200)
        page.screenshot(path=PICTURE)
        browser.close()


def _start(page: Page) -> None:
    """Wait for the picker, and start the third exercise, which has a hold."""
    page.wait_for_selector(".-first-byte")
    page.wait_for_timeout(3000)
    page.keyboard.press("3")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")


if __name__ == "__main__":
    main()
