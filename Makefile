# The commands of those who carry mali-cli on, under short names. To use it none is needed.

PYTHON ?= python3
# The tools of the environment here, or else those that the shell finds.
BIN := $(if $(wildcard .venv/bin/python),.venv/bin/)
# What to test, which pages, and what to tell the benchmarks.
T ?=
P ?=
A ?=

help: ## list these
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

setup: ## make an environment in .venv, with all that is needed here
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --constraint .ci/constraints.txt --editable '.[dev]'

hooks: ## let git run linter and types before each commit
	git config core.hooksPath .githooks

test: ## run the tests, or T=tests/analysis
	$(BIN)pytest $(T)

check: ## linter, formatter, strict types
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)mypy

format: ## put the code into form
	$(BIN)ruff check --fix .
	$(BIN)ruff format .

pages: ## put the output of each command into the docs, or into P=docs/numbers.md
	$(BIN)python docs/regenerate.py $(P)

pages-check: ## tell which pages are stale
	$(BIN)python docs/regenerate.py --check

pictures: ## draw the pictures of the docs
	$(BIN)python docs/pictures.py

site: ## build the docs as a site, without a broken link
	$(BIN)mkdocs build --quiet --strict --site-dir build/site

serve: ## show the docs as a site
	$(BIN)mkdocs serve

bench: ## measure against what one would use instead; A='--only start'
	$(BIN)python -m benchmarks.run $(A)

ci: ## all that is done before a change lands
	bash .ci/run

dist: ## the source distribution, and the wheel that is made from it
	$(BIN)python -m build --outdir dist .

release: check pages-check dist ## what a machine can check of a release (docs/releasing.md)
	$(BIN)pytest tests/docs
	$(BIN)python docs/pictures.py --check

clean: ## delete what was built
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache

.DEFAULT_GOAL := help
.PHONY: help setup hooks test check format pages pages-check pictures site serve bench ci dist \
	release clean
