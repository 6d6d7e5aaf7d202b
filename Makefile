# itbiz: everything starts here. `make` alone lists the targets.

PYTHON ?= python3
BIN := .venv/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
BROWSER_MISSING := Chromium is missing: THE BROWSER TESTS DID NOT RUN. On Debian: apt-get install chromium
export CHROMIUM

# Install the requirements that the Python expression $(1) picks from pyproject.toml, as pinned.
define install
@echo "Installing $(2) …"
@$(BIN)/python -c 'import tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*$(1), sep="\n")' > .venv/requirements.txt
@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -r .venv/requirements.txt
@touch $@
endef

.PHONY: help run own room ready demo shell test check fmt bench bench-live
.DELETE_ON_ERROR:

help: # list the targets
	@sed -n 's/^\([a-z-]*\):.*# \(.*\)/  make \1\t\2/p' Makefile | expand -t 14

run: .venv/runtime # install, prepare, load the demo into an empty database, serve on 127.0.0.1 at PORT
	@exec $(BIN)/python manage.py start

own: .venv/runtime # the same without the demo, for an organisation of your own: prints the way to the first account
	@exec $(BIN)/python manage.py start --empty

room: .venv/runtime # the same for phones in the room: on the network's address (or ADDRESS), with a QR code
	@exec $(BIN)/python manage.py start --room $(if $(ADDRESS),--host $(ADDRESS))

ready: .venv/runtime # install and prepare an installation, without the demo and without serving
	@$(BIN)/python manage.py ready

demo: ready # load the demo into an empty database
	@$(BIN)/python manage.py demo

shell: ready # Python with the project loaded
	@$(BIN)/python manage.py shell

test: check # everything: check, the tests, the browser tests; on PostgreSQL with DATABASE_URL
	@$(BIN)/pytest -q -n 2 -m "not browser"
	@if [ -n "$(CHROMIUM)" ]; then $(BIN)/pytest -q -m browser --reruns 1 -rR; else echo "$(BROWSER_MISSING)"; fi

check: .venv/dev # lint, format, missing migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python manage.py makemigrations --check --dry-run

fmt: .venv/dev # put the code in its format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/dev # measure the speed against the control
	@$(BIN)/python manage.py bench

bench-live: .venv/dev # measure how long a change takes to everybody who follows
	@$(BIN)/python manage.py bench_live

.venv/runtime: constraints.txt pyproject.toml | .venv/bin/python
	$(call install,project["dependencies"],what serving needs)

.venv/dev: .venv/runtime
	$(call install,project["optional-dependencies"]["dev"],what the tests need)

.venv/bin/python:
	@command -v $(PYTHON) > /dev/null || { echo "Python is missing. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python is older than 3.11. Name a newer one: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv
