# Thin over the real commands; each creates the virtual environment it needs.
python = .venv/bin/python

.venv: pyproject.toml
	python3 -m venv .venv
	.venv/bin/pip install --quiet -e '.[dev,web,bench]'
	touch .venv

.PHONY: run test lint mutation screenshots catalog benchmarks
run: .venv            # start the trainer
	.venv/bin/glute-trainer

test: .venv           # every test but the long runs
	.venv/bin/pytest

lint: .venv           # style, types, import rules, dead code
	.venv/bin/ruff check . && .venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/vulture

mutation: .venv       # changes the pure code at random: does a test notice?
	$(python) -m tests.mutation

screenshots: .venv    # after anything that shows has changed; look at them, then commit
	$(python) -m screenshots

catalog: .venv        # after a change to exercises.toml: the prepared form beside the program
	$(python) -m trainer.catalog

benchmarks: .venv     # what everything costs, in one table
	$(python) -m benchmarks
