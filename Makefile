# Every target sets up what it needs first; see CONTRIBUTING.md.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup setup-dev setup-bench demo test test-fast check crawl serve bench soak screenshots requirements clean

setup:
	@PYTHON=$(PYTHON) sh deploy/setup.sh

setup-dev:
	@PYTHON=$(PYTHON) sh deploy/setup.sh dev

setup-bench:
	@PYTHON=$(PYTHON) sh deploy/setup.sh dev bench

demo: setup
	@$(BIN)/python -m tests.demo

serve: setup
	@$(BIN)/scrapy serve

crawl: setup
	@$(BIN)/scrapy crawl khanhhoa

test: setup-dev
	@$(BIN)/pytest -n 2 --dist worksteal

test-fast: setup-dev
	@$(BIN)/pytest -n 2 --dist worksteal --ignore=tests/crawls

check: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

soak: setup-dev
	@$(BIN)/pytest -m soak

bench: setup-bench
	@$(BIN)/python -m tests.bench

screenshots: setup-dev
	@$(BIN)/python -m tests.screenshots

requirements: setup-dev
	@for name in requirements requirements-dev requirements-bench; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --no-header --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt; done

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
