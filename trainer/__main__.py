"""`python -m trainer` is `glute-trainer`."""

from trainer.cli import main

main()
