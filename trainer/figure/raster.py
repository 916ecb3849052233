"""Draws capsules as dots, with a depth buffer, light from above, and lines between near and far
parts.

The picture is three byte arrays with one byte per dot: tone, part, and brightness (1-255; 0 is no
ink).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil, cos, floor, radians, sin, sqrt, tan
from typing import NamedTuple

from trainer.figure.camera import Camera, Fit, ProjectedCapsule

TONES = (
    "", "skin", "shirt", "shorts", "shoe", "hair", "accent", "glow", "prop", "band", "pillow",
    "mat",
)  # fmt: skip
"""Every tone. The number stored for a dot is the index of its tone here."""
EDGE, LINE = 1, 2
"""Marks of a dot that borders on a nearer part. EDGE: the two parts have different hues. LINE: they
have the same hue, so a line must separate them even when the picture is in colour."""
_NUMBER = {tone: number for number, tone in enumerate(TONES)}
_HUES = bytes(_NUMBER["skin" if tone == "shoe" else tone] for tone in TONES)
LINES = re.compile(rb"\x02")
"""Finds the `LINE` dots in the `edges` of a picture."""
_NOT_NOTHING = re.compile(rb"[^\0]")
_ACCENT, _GLOW, _SHORTS = (_NUMBER[tone] for tone in ("accent", "glow", "shorts"))
_GLOWING = re.compile(re.escape(bytes([_GLOW])))
_BRIGHT = frozenset({_GLOW, _ACCENT})
_PROPS = frozenset(_NUMBER[tone] for tone in ("prop", "band", "pillow"))
_ONE_PIECE = frozenset({(1, 2), (2, 1)})
"""Trunk and head. A line between them would cut the head off."""
_LIGHT = (-0.30, -0.80, 0.52)
"""The direction of the light: from the picture's left, from above, and from the viewer."""
_GLOW_LIGHT = (0.0, 0.0, 1.0)
"""A working muscle is brightest where it faces the viewer, as if it shone through the skin."""
_SHADE = 0.42
"""The brightness in full shade, 0-1."""
_DIM, _DIM_MOVING = 0.62, 0.3
"""How much darker the far side of the body is than the near side, 0-1. A moving limb is darkened
less, because people should look at it."""
_DEEP = 26.0
"""The near and far sides of the body are this many centimetres from the middle of the mat."""
_THINNEST = 0.6
"""The smallest radius of any capsule, in dots."""
_SMALL = 0.3
_STOUTER = 2.6
"""Below a scale of _SMALL dots per centimetre, the body is drawn stouter, so that it can be
recognized. Radii grow by _STOUTER * (_SMALL - scale) dots."""
_LINE_DEPTH = 5.0
"""A line is drawn between two parts if one is this many centimetres in front of the other."""
_RIM = 2.4
"""Where a working muscle reaches the body's outline, this many centimetres are drawn as clothes."""
_TINY_PIECE = 6
"""Pieces of up to this many dots, next to a nearer part, are removed."""
_SINK_DEPTH = 4.0
"""Soft parts may sink this many centimetres into the floor."""


class Dots(NamedTuple):
    """A picture in dots, row by row."""

    width: int
    height: int
    tones: bytearray
    bright: bytearray
    edges: bytes = b""
    """EDGE, LINE or 0 for each dot; empty if there are none."""


def draw(
    capsules: Sequence[ProjectedCapsule],
    width: int,
    height: int,
    fit: Fit,
    camera: Camera,
    mirrored: bool = False,
) -> Dots:
    """Draw capsules as the camera sees them. `mirrored` says whether the camera mirrored them."""
    size = width * height
    steep = 1 / tan(radians(max(camera.elevation, 1.0)))
    depths = []
    for row in range(height):  # the floor hides what is below it
        floor_at = (fit.y - row - 0.5) * steep + fit.scale * _SINK_DEPTH
        depths += [floor_at] * width
    tones = bytearray(size)
    parts = bytearray(size)
    lights = [0.0] * size
    for capsule in sorted(capsules, key=_nearest):  # nearest first: hidden dots are cheap to skip
        _capsule(capsule, fit, width, height, depths, tones, parts, lights)
    edges = _outline(width, depths, tones, parts, fit.scale * _LINE_DEPTH)
    _cover_rim(width, tones, max(1, round(fit.scale * _RIM)))
    bright = bytearray(size)
    a, e = radians(camera.azimuth), radians(camera.elevation)
    # The camera looks at the mat at an angle, so one end of the body is farther away. That
    # difference is subtracted. Otherwise that end would be darker.
    lean = sin(a) * cos(a) * cos(e) * (-1 if mirrored else 1)
    near, deep = -_DEEP * fit.scale, 2 * _DEEP * fit.scale
    for i, tone in enumerate(tones):
        if tone:
            away = (depths[i] + lean * (i % width - fit.x) - near) / deep
            dim = _DIM_MOVING if tone in _BRIGHT else _DIM
            value = (_SHADE + (1 - _SHADE) * lights[i]) * (1 - dim * min(max(away, 0.0), 1.0))
            bright[i] = max(1, min(int(value * 255), 255))
    return Dots(width, height, tones, bright, edges)


def _nearest(capsule: ProjectedCapsule) -> float:
    return min(ball.depth - ball.radius for ball in (capsule.start, capsule.end))


def _capsule(
    capsule: ProjectedCapsule,
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
    more = 0.0 if tone in _PROPS else max(0.0, _SMALL - scale) * _STOUTER
    (x0, y0, z0, r0), (x1, y1, z1, r1) = capsule.start, capsule.end
    ax, ay, az, ra = fit.x + scale * x0, fit.y - scale * y0, scale * z0, scale * r0 + more
    bx, by, bz, rb = fit.x + scale * x1, fit.y - scale * y1, scale * z1, scale * r1 + more
    ra, rb = max(ra, _THINNEST), max(rb, _THINNEST)
    vx, vy, vz, dr = bx - ax, by - ay, bz - az, rb - ra
    flat = vx * vx + vy * vy
    lx, ly, lz = _GLOW_LIGHT if tone == _GLOW else _LIGHT
    nearest = min(az - ra, bz - rb)

    if flat < vz * vz or flat < 1e-6:
        # The capsule points at the viewer. Draw a row of balls; the gaps between cannot be seen.
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
    width: int, depths: list[float], tones: bytearray, parts: bytearray, apart: float
) -> bytes:
    """Mark the dots that border on a nearer part, to make a limb in front of the trunk visible."""
    edges = bytearray(len(tones))
    for step in (1, width):
        for i in _changes(parts, step):
            one, two = parts[i], parts[i + step]
            if one and two and (one, two) not in _ONE_PIECE:
                difference = depths[i] - depths[i + step]
                if abs(difference) > apart:
                    far, near = (i, i + step) if difference > 0 else (i + step, i)
                    kind = LINE if _HUES[tones[far]] == _HUES[tones[near]] else EDGE
                    # Moving limbs and working muscles have their own colours, and few dots to lose.
                    if kind > edges[far] and (kind == LINE or tones[far] not in _BRIGHT):
                        edges[far] = kind
    _remove_tiny_pieces(width, parts, edges)
    return bytes(edges)


def _cover_rim(width: int, tones: bytearray, rim: int) -> None:
    """Draw the rim of a working muscle as shorts, or it would look like a prop beside the body."""
    size = len(tones)
    ring = [
        found.start()
        for found in _GLOWING.finditer(tones)
        if not all(tones[one] for one in _around(found.start(), width, size))
    ]
    for _ in range(rim):
        for dot in ring:
            tones[dot] = _SHORTS
        ring = [one for dot in ring for one in _around(dot, width, size) if tones[one] == _GLOW]


def _changes(parts: bytearray, step: int) -> Iterator[int]:
    """Find the dots whose part differs from that of the dot `step` places later."""
    one, two = parts[:-step], parts[step:]
    unlike = int.from_bytes(one, "big") ^ int.from_bytes(two, "big")
    return (found.start() for found in _NOT_NOTHING.finditer(unlike.to_bytes(len(one), "big")))


def _remove_tiny_pieces(width: int, parts: bytearray, edges: bytearray) -> None:
    """Turn pieces next to a nearer part into lines, if they are too small to be recognized."""
    large: set[int] = set()
    for edge in [found.start() for found in _NOT_NOTHING.finditer(edges)]:
        for start in (edge, *_beside(edge, width, parts)):
            if start not in large and edges[start] != LINE:
                piece = _piece(start, width, parts, edges)
                if len(piece) > _TINY_PIECE:
                    large.update(piece)
                else:
                    for dot in piece:
                        edges[dot] = LINE


def _beside(dot: int, width: int, parts: bytearray) -> list[int]:
    """The neighbours of a dot that belong to the same part."""
    return [one for one in _around(dot, width, len(parts)) if parts[one] == parts[dot]]


def _around(dot: int, width: int, size: int) -> list[int]:
    """The four neighbours of a dot."""
    around = (dot - 1, dot + 1, dot - width, dot + width)
    return [one for one in around if 0 <= one < size]


def _piece(start: int, width: int, parts: bytearray, edges: bytearray) -> list[int]:
    """Return the dots of a part that are connected to `start`; stop after _TINY_PIECE dots."""
    piece = [start]
    for dot in piece:
        if len(piece) > _TINY_PIECE:
            break
        piece += [
            one for one in _beside(dot, width, parts) if edges[one] != LINE and one not in piece
        ]
    return piece
