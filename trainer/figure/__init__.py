"""The animated person: key poses from the catalog, drawn at any moment in dots.

Pure: lines of text in, runs of text out; no clock, no file, no terminal.
"""

from trainer.figure.body import Layer
from trainer.figure.motion import ease
from trainer.figure.notation import PoseError, parse_pose
from trainer.figure.picture import LAYERS, Figure, FigureError, Frame, Run, Side, Style, check
from trainer.figure.skeleton import Pose

__all__ = [
    "LAYERS",
    "Figure",
    "FigureError",
    "Frame",
    "Layer",
    "Pose",
    "PoseError",
    "Run",
    "Side",
    "Style",
    "check",
    "ease",
    "parse_pose",
]
