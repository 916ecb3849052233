"""Capsules made into dots: a depth buffer, light from above, gaps between near and far.

Three rows of bytes, one byte a dot: which tone, which part, how bright (1-255; 0 is no ink).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, floor, radians, sin, sqrt, tan
from typing import NamedTuple

from trainer.figure.camera import Camera, Fit, Seen

TONES = (
    "", "skin", "shirt", "shorts", "shoe", "hair", "accent", "glow", "thing", "band", "pillow",
    "mat",
)  # fmt: skip
"""Every tone, by the number it has in a dot."""
EDGE, GAP = 1, 2
"""A dot beside a nearer part of the body: one of another hue, and one of its own, so that even in
colour something has to be between them."""
_NUMBER = {tone: number for number, tone in enumerate(TONES)}
_HUES = bytes(_NUMBER["skin" if tone == "shoe" else tone] for tone in TONES)
_GLOW_BEHIND_ACCENT = _NUMBER["glow"], _NUMBER["accent"]
_LIGHT = (-0.30, -0.80, 0.52)
"""Where the light comes from: the picture's left, above, and the viewer."""
_SHADE = 0.42
"""Brightness where no light falls."""
_DIM = 0.62
"""How much darker the far side of the body is than the near one, …"""
_DEEP = 26.0
"""… this many centimetres from the middle of the mat, either way."""
_THINNEST = 0.62, 0.45
"""Dots that a body's radius, and a thing's, is at least."""
_GAP = 5.0
"""Centimetres by which one part must be in front of another to leave a gap around itself."""
_SINKS = 4.0
"""Centimetres of depth that soft parts may sink into the floor."""


class Dots(NamedTuple):
    """A picture in dots, row by row."""

    width: int
    height: int
    tones: bytearray
    bright: bytearray
    edges: bytes = b""
    """Which dots are an edge or a gap; empty where none is."""


def draw(
    capsules: Sequence[Seen],
    width: int,
    height: int,
    fit: Fit,
    camera: Camera,
    mirrored: bool = False,
) -> Dots:
    """The dots of capsules seen by a camera, `mirrored` where they are."""
    size = width * height
    steep = 1 / tan(radians(max(camera.elevation, 1.0)))
    depths = []
    for row in range(height):  # the floor hides what is below it
        floor_at = (fit.y - row - 0.5) * steep + fit.scale * _SINKS
        depths += [floor_at] * width
    tones = bytearray(size)
    parts = bytearray(size)
    lights = [0.0] * size
    for capsule in sorted(capsules, key=_nearest):  # what is hidden is cheap to leave out
        _capsule(capsule, fit, width, height, depths, tones, parts, lights)
    edges = _outline(width, depths, tones, parts, fit.scale * _GAP)
    bright = bytearray(size)
    a, e = radians(camera.azimuth), radians(camera.elevation)
    # What is further along the mat is not further away from the viewer, though the camera, which
    # looks along it at an angle, measures it so.
    lean = sin(a) * cos(a) * cos(e) * (-1 if mirrored else 1)
    near, deep = -_DEEP * fit.scale, 2 * _DEEP * fit.scale
    for i, tone in enumerate(tones):
        if tone:
            away = (depths[i] + lean * (i % width - fit.x) - near) / deep
            value = (_SHADE + (1 - _SHADE) * lights[i]) * (1 - _DIM * min(max(away, 0.0), 1.0))
            bright[i] = max(1, min(int(value * 255), 255))
    return Dots(width, height, tones, bright, edges)


def _nearest(capsule: Seen) -> float:
    return min(ball.depth - ball.radius for ball in (capsule.start, capsule.end))


def _capsule(
    capsule: Seen,
    fit: Fit,
    width: int,
    height: int,
    depths: list[float],
    tones: bytearray,
    parts: bytearray,
    lights: list[float],
) -> None:
    scale = fit.scale
    tone = _NUMBER[capsule.tone]
    part = capsule.part + 1
    thinnest = _THINNEST[capsule.tone in ("thing", "band", "pillow")]
    (x0, y0, z0, r0), (x1, y1, z1, r1) = capsule.start, capsule.end
    ax, ay, az, ra = fit.x + scale * x0, fit.y - scale * y0, scale * z0, max(scale * r0, thinnest)
    bx, by, bz, rb = fit.x + scale * x1, fit.y - scale * y1, scale * z1, max(scale * r1, thinnest)
    vx, vy, vz, dr = bx - ax, by - ay, bz - az, rb - ra
    flat = vx * vx + vy * vy
    lx, ly, lz = _LIGHT
    nearest = min(az - ra, bz - rb)

    if flat < vz * vz or flat < 1e-6:
        # It points at the viewer: a row of balls, as what is between two of them cannot be seen
        # from the side.
        balls = max(1, ceil(sqrt(flat + vz * vz) / max(min(ra, rb), 0.5)))
        for n in range(balls + 1):
            t = n / balls
            x, y, z, r = ax + t * vx, ay + t * vy, az + t * vz, ra + t * dr
            rr = r * r
            for row in range(max(ceil(y - r - 0.5), 0), min(floor(y + r - 0.5), height - 1) + 1):
                qy = row + 0.5 - y
                left = rr - qy * qy
                if left <= 0:
                    continue
                half = sqrt(left)
                first = max(ceil(x - half - 0.5), 0)
                last = min(floor(x + half - 0.5), width - 1)
                qx = first + 0.5 - x
                for i in range(row * width + first, row * width + last + 1):
                    k = left - qx * qx
                    if k > 0:
                        k = sqrt(k)
                        if z - k < depths[i]:
                            depths[i] = z - k
                            tones[i] = tone
                            parts[i] = part
                            light = (qx * lx + qy * ly + k * lz) / r
                            lights[i] = light if light > 0 else 0.0
                    qx += 1
        return

    widest = max(ra, rb)
    reach = widest * sqrt(flat)
    tx, ty = vx / flat, vy / flat
    box_left, box_right = min(ax - ra, bx - rb), max(ax + ra, bx + rb)
    top = max(ceil(min(ay - ra, by - rb) - 0.5), 0)
    bottom = min(floor(max(ay + ra, by + rb) - 0.5), height - 1)
    for row in range(top, bottom + 1):
        py = row + 0.5 - ay
        left, right = box_left, box_right
        if abs(vy) > 1e-6:
            one, two = ax + (py * vx - reach) / vy, ax + (py * vx + reach) / vy
            if one > two:
                one, two = two, one
            if one > left:
                left = one
            if two < right:
                right = two
        first, last = max(ceil(left - 0.5), 0), min(floor(right - 0.5), width - 1)
        px = first + 0.5 - ax
        along = px * tx + py * ty
        for i in range(row * width + first, row * width + last + 1):
            if depths[i] > nearest:
                t = 0.0 if along < 0 else 1.0 if along > 1 else along
                qx, qy = px - t * vx, py - t * vy
                r = ra + t * dr
                k = r * r - qx * qx - qy * qy
                if k > 0:
                    k = sqrt(k)
                    depth = az + t * vz - k
                    if depth < depths[i]:
                        depths[i] = depth
                        tones[i] = tone
                        parts[i] = part
                        light = (qx * lx + qy * ly + k * lz) / r
                        lights[i] = light if light > 0 else 0.0
            px += 1
            along += tx


def _outline(
    width: int, depths: list[float], tones: bytearray, parts: bytearray, gap: float
) -> bytes:
    """The dots beside a nearer part: without them a limb before the trunk is not seen."""
    edges = bytearray(len(tones))
    for step in (1, width):
        for i, (one, two) in enumerate(zip(parts, parts[step:], strict=False)):
            if one != two and one and two:
                difference = depths[i] - depths[i + step]
                if abs(difference) > gap:
                    far, near = (i, i + step) if difference > 0 else (i + step, i)
                    kind = GAP if _HUES[tones[far]] == _HUES[tones[near]] else EDGE
                    # What glows stands out from what moves, and has few dots to lose.
                    if kind > edges[far] and (tones[far], tones[near]) != _GLOW_BEHIND_ACCENT:
                        edges[far] = kind
    return bytes(edges)
