# Short names for the real commands. Each creates the virtual environment it needs.
python = .venv/bin/python

.venv: pyproject.toml
	python3 -m venv .venv
	.venv/bin/pip install --quiet -e '.[dev,web,bench]'
	touch .venv

.PHONY: run test lint mutation screenshots catalog benchmarks
run: .venv            # start the trainer
	.venv/bin/glute-trainer

test: .venv           # all tests except the long runs
	.venv/bin/pytest

lint: .venv           # style, types, import rules, dead code
	.venv/bin/ruff check . && .venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/vulture

mutation: .venv       # mutation testing of the pure code
	$(python) -m tests.mutation

screenshots: .venv    # after any visible change; look at the pictures, then commit them
	$(python) -m screenshots

catalog: .venv        # after a change to exercises.toml: prepares the form that the program loads
	$(python) -m trainer.catalog

benchmarks: .venv     # measures the whole program, and prints one table
	$(python) -m benchmarks
