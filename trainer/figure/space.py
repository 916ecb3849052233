"""Points and rotations in three dimensions, as plain tuples.

A matrix is stored as three columns: the images of the x, y and z axes. The world is right-handed:
x along the mat, y away from the viewer, z up. Lengths are in centimetres, angles in degrees.
"""

from __future__ import annotations

from math import acos, cos, degrees, radians, sin, sqrt

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
Quaternion = tuple[float, float, float, float]
"""w, x, y, z, of length 1."""

ORIGIN: Vector = (0.0, 0.0, 0.0)
UNTURNED: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def about_x(degrees: float) -> Matrix:
    """A rotation that tips y towards z."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return ((1.0, 0.0, 0.0), (0.0, c, s), (0.0, -s, c))


def about_y(degrees: float) -> Matrix:
    """A rotation that tips z towards x."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return ((c, 0.0, -s), (0.0, 1.0, 0.0), (s, 0.0, c))


def about_z(degrees: float) -> Matrix:
    """A rotation that tips x towards y."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return ((c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0))


def times(matrix: Matrix, vector: Vector) -> Vector:
    """A vector rotated by a matrix."""
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = matrix
    x, y, z = vector
    return (ax * x + bx * y + cx * z, ay * x + by * y + cy * z, az * x + bz * y + cz * z)


def product(one: Matrix, two: Matrix) -> Matrix:
    """The matrix product: the rotation `two`, applied in the axes of `one`."""
    return (times(one, two[0]), times(one, two[1]), times(one, two[2]))


def chain(*turns: Matrix) -> Matrix:
    """Combine rotations. Each is applied in the axes of the previous one."""
    whole = turns[0]
    for turn in turns[1:]:
        whole = product(whole, turn)
    return whole


def inverse(matrix: Matrix) -> Matrix:
    """The inverse rotation, which is the transposed matrix."""
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = matrix
    return ((ax, bx, cx), (ay, by, cy), (az, bz, cz))


def plus(one: Vector, two: Vector) -> Vector:
    """The sum of two vectors."""
    return (one[0] + two[0], one[1] + two[1], one[2] + two[2])


def minus(one: Vector, two: Vector) -> Vector:
    """The vector from `two` to `one`."""
    return (one[0] - two[0], one[1] - two[1], one[2] - two[2])


def scaled(vector: Vector, factor: float) -> Vector:
    """A vector multiplied by a factor."""
    return (vector[0] * factor, vector[1] * factor, vector[2] * factor)


def dot(one: Vector, two: Vector) -> float:
    """The inner product."""
    return one[0] * two[0] + one[1] * two[1] + one[2] * two[2]


def cross(one: Vector, two: Vector) -> Vector:
    """The cross product."""
    ax, ay, az = one
    bx, by, bz = two
    return (ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)


def length(vector: Vector) -> float:
    """The length of a vector."""
    return sqrt(dot(vector, vector))


def unit(vector: Vector) -> Vector:
    """The vector of length 1 in the same direction. The zero vector does not change."""
    return scaled(vector, 1.0 / (length(vector) or 1.0))


def between(one: Vector, two: Vector, t: float) -> Vector:
    """The point at `t` (0-1) on the way from one point to another."""
    return (
        one[0] + (two[0] - one[0]) * t,
        one[1] + (two[1] - one[1]) * t,
        one[2] + (two[2] - one[2]) * t,
    )


def quaternion(matrix: Matrix) -> Quaternion:
    """Convert a rotation matrix to a quaternion, by Shepperd's method."""
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = matrix
    trace = ax + by + cz
    if trace > max(ax, by, cz):
        s = 2 * sqrt(1 + trace)
        return (s / 4, (bz - cy) / s, (cx - az) / s, (ay - bx) / s)
    if ax >= by and ax >= cz:
        s = 2 * sqrt(1 + ax - by - cz)
        return ((bz - cy) / s, s / 4, (bx + ay) / s, (cx + az) / s)
    if by >= cz:
        s = 2 * sqrt(1 + by - ax - cz)
        return ((cx - az) / s, (bx + ay) / s, s / 4, (cy + bz) / s)
    s = 2 * sqrt(1 + cz - ax - by)
    return ((ay - bx) / s, (cx + az) / s, (cy + bz) / s, s / 4)


def matrix(turn: Quaternion) -> Matrix:
    """Convert a quaternion to a rotation matrix."""
    w, x, y, z = turn
    return (
        (1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)),
        (2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)),
        (2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)),
    )


def slerp(one: Quaternion, two: Quaternion, t: float) -> Quaternion:
    """Interpolate between two rotations at `t` (0-1), the shorter way, at constant speed."""
    a, b, c, d = two
    w, x, y, z = one
    cosine = w * a + x * b + y * c + z * d
    if cosine < 0:
        cosine, a, b, c, d = -cosine, -a, -b, -c, -d
    if cosine > 0.9999:
        first, second = 1 - t, t
    else:
        angle = acos(min(cosine, 1.0))
        first, second = sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle)
    w, x, y, z = (
        first * w + second * a,
        first * x + second * b,
        first * y + second * c,
        first * z + second * d,
    )
    size = sqrt(w * w + x * x + y * y + z * z)
    return (w / size, x / size, y / size, z / size)


def angle_between(one: Quaternion, two: Quaternion) -> float:
    """The angle between two rotations, in degrees."""
    return degrees(2 * acos(min(abs(sum(a * b for a, b in zip(one, two, strict=True))), 1.0)))
