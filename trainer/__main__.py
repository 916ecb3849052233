"""Lets `python -m trainer` do the same as `glute-trainer`."""

from trainer.cli import main

main()
