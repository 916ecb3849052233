"""The mat under the body is dark below limbs that are raised a little."""

from __future__ import annotations

from math import hypot

import pytest
from movements import figure

from trainer.figure import Frame
from trainer.figure.body import Capsule
from trainer.figure.camera import Camera, Fit, see
from trainer.figure.mat import shade, shadows
from trainer.figure.raster import TONES, Dots
from trainer.figure.skeleton import JOINT_INDEX

MAT, SKIN = TONES.index("mat"), TONES.index("skin")


def test_raising_the_knee_darkens_more_of_the_mat(monkeypatch: pytest.MonkeyPatch) -> None:
    def mat_seen() -> list[int]:
        frames = [Frame(("knee-bent", "knee-raised"), n / 2, "right") for n in range(3)]
        shown = figure("supine-leg-extension")
        return [shown.dots(frame, 80, 48).tones.count(MAT) for frame in frames]

    shaded = mat_seen()
    monkeypatch.setattr("trainer.figure.picture.shade", lambda *_: None)
    low, middle, high = (lit - dark for lit, dark in zip(mat_seen(), shaded, strict=True))
    assert low < middle < high
    assert high > 15


@pytest.mark.parametrize(("progress", "shaded"), [(0.3, True), (1, False)])
def test_a_limb_casts_a_shadow_only_if_it_is_just_above_the_mat(
    progress: float, shaded: bool
) -> None:
    shown = figure("bird-dog")
    frame = Frame(("all-fours", "reach"), progress, "right")
    foot = shown.joints(frame)[JOINT_INDEX["left-ankle"]][0]
    near = [
        hypot(spot.start[0] - foot[0], spot.start[1] - foot[1]) < 12
        for spot in shadows(shown.capsules(frame))
    ]
    assert any(near) == shaded


def test_a_limb_that_stands_on_the_mat_casts_no_shadow_around_it() -> None:
    shown = figure("glute-bridge")
    foot = shown.joints(Frame(("bridge",)))[JOINT_INDEX["right-ankle"]][0]
    assert not [
        spot
        for spot in shadows(shown.capsules(Frame(("lying", "bridge"), 1)))
        if hypot(spot.start[0] - foot[0], spot.start[1] - foot[1]) < 12
    ]


def test_a_shadow_changes_only_the_mat() -> None:
    camera, fit = Camera(0, 30), Fit(1.0, 20.0, 8.0)
    dots = Dots(40, 16, bytearray([MAT] * 20 + [SKIN] * 20) * 16, bytearray(40 * 16))
    spot = Capsule((0, 0, 0), 6, (0, 0, 0), 6, "mat", 0)
    shade(dots, see([spot], camera), camera, fit)
    dark = [(i % 40, i // 40) for i, tone in enumerate(dots.tones) if not tone]
    columns, rows = zip(*dark, strict=True)
    assert (min(columns), max(columns)) == (14, 19)
    assert max(rows) - min(rows) < 6
    assert dots.tones.count(SKIN) == 20 * 16
