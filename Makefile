# kooperacja_eval. Needed: Python 3.11 or newer (with venv), make, git; "make help" lists the rest.
# Everything is installed into .venv from the lock files; no index is named here, pip asks its own.

VENV      := .venv
DEMO      ?= demo
DEMO_SEED ?= 2019
# the month of the briefs that "make report" builds
MONTH     ?= 2020-03
JOBS      ?= 2
# more words for pytest, e.g. make test PYTEST_ARGS="-x -k wilson"
PYTEST_ARGS ?=

BIN := $(VENV)/bin
PY  := $(BIN)/python
KE  := $(BIN)/kooperacja-eval
# A personal pip configuration may ask for hashes or for a user install; here neither can apply.
PIP := PIP_REQUIRE_HASHES=0 PIP_USER=0 $(PY) -m pip --disable-pip-version-check --no-input
LOCKED := install --quiet --no-compile --no-deps --require-hashes
EDITABLE := install --quiet --no-compile --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report demo-reports install install-dev check test test-deep test-browser coverage \
	bench docs lock lock-upgrade hooks clean clean-all

help:
	@echo "make report        instaluje, buduje badanie demonstracyjne i raporty makroregionu"
	@echo "                   (install, build the synthetic study and the reports of the macroregion)"
	@echo "make test          checks (ruff, mypy, layers, notebooks) and all tests but the slow ones"
	@echo "make test-deep     the slow simulations"
	@echo "make test-browser  the Book in Chromium: accessibility, search, keyboard (needs node, chromium)"
	@echo "make coverage      the tests, with the lines that they do not reach"
	@echo "make check         the checks alone"
	@echo "make bench         benchmarks"
	@echo "make docs          the data dictionary, written from the schemas"
	@echo "make lock          lock files after a change of pyproject.toml (lock-upgrade: newest versions)"
	@echo "make install       .venv for use (install-dev: for development)"
	@echo "make hooks         the checks before every commit"
	@echo "make clean         remove what was built, and caches (clean-all: .venv too)"
	@echo "Another Python:    make report PYTHON=python3.13"

# --- installation ---------------------------------------------------------------------------

# The first Python on the path that is new enough, unless PYTHON= names one.
$(PY):
	@for candidate in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "$(VENV): $$("$$candidate" --version)"; \
	    "$$candidate" -m venv "$(VENV)" && exit 0; \
	    echo "The environment could not be made. On Debian and Ubuntu install python3-venv," >&2; \
	    echo "then remove the folder $(VENV) and try again." >&2; exit 1; \
	  fi; \
	done; \
	echo "Potrzebny jest Python 3.11 lub nowszy / Python 3.11 or newer is needed" >&2; exit 1

# Bytecode is written once, here: it makes every later start faster, also where
# PYTHONDONTWRITEBYTECODE is set or .venv is read-only. A dependency may hold a file for another
# Python, which does not compile; that the rest was written is looked at.
define compile_bytecode
@$(PY) -m compileall -qq -j $(JOBS) --invalidation-mode timestamp \
	"$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" || true
@$(PY) -m compileall -q kooperacja_eval
@$(PY) -c 'import importlib.util, os, sys; \
	names = ("pandas", "kooperacja_eval"); \
	missing = [n for n in names if not os.path.exists(importlib.util.find_spec(n).cached)]; \
	sys.exit(f"no bytecode: {missing}" if missing else 0)'
endef

$(VENV)/.runtime: requirements.lock pyproject.toml | $(PY)
	@echo "$(VENV): requirements.lock"
	@$(PIP) $(LOCKED) --only-binary :all: -r requirements.lock
	@$(PIP) $(EDITABLE)
	@$(PIP) check
	$(compile_bytecode)
	@touch $@

# After the runtime: the locked back ends build what is published as a source archive only.
$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "$(VENV): requirements-dev.lock"
	@$(PIP) $(LOCKED) --no-build-isolation -r requirements-dev.lock
	@$(PIP) check
	$(compile_bytecode)
	@touch $@

install: $(VENV)/.runtime
install-dev: $(VENV)/.dev

# --- reports --------------------------------------------------------------------------------

report: install
	@$(PY) -m compileall -q kooperacja_eval
	@$(MAKE) --no-print-directory demo-reports
	$(KE) build .
	@echo
	@echo "=== Raporty / Reports ======================================================"
	@echo "Folder: $(CURDIR)"
	@echo
	@echo "Dane syntetyczne / synthetic study:"
	@find "$(DEMO)/reports" -type f ! -name '.*' | LC_ALL=C sort | sed 's/^/  /'
	@echo
	@echo "Makroregion I, dane opublikowane / Macroregion I, published figures:"
	@find reports -type f ! -name '.*' | LC_ALL=C sort | sed 's/^/  /'
	@echo "============================================================================"

# The synthetic study with its reports, briefs of one month, and the Book in both languages.
demo-reports:
	@test -f "$(DEMO)/study.toml" || $(KE) demo "$(DEMO)" --seed $(DEMO_SEED)
	$(KE) build "$(DEMO)"
	$(KE) build "$(DEMO)" --report recommendation_book --lang en
	$(KE) build "$(DEMO)" --report monthly_brief --month $(MONTH)
	$(KE) build "$(DEMO)" --report monthly_brief --month $(MONTH) --lang en

# --- checks and tests -----------------------------------------------------------------------

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	find kooperacja_eval -name '*.ipynb' -exec $(BIN)/nbstripout --verify {} +

# One worker keeps a module (loadscope): what a module builds once is built once.
test: check
	$(PY) -m pytest tests kooperacja_eval -m "not deep and not browser" -n $(JOBS) --dist loadscope $(PYTEST_ARGS)

# The same tests, a third slower, with the lines that none of them reaches.
coverage:
	@$(MAKE) test PYTEST_ARGS="--cov --cov-report=term:skip-covered $(PYTEST_ARGS)"

test-deep: install-dev
	$(PY) -m pytest tests -m deep -n $(JOBS) --hypothesis-profile=deep $(PYTEST_ARGS)

# Pages in the Chromium of the machine, at its path: make test-browser CHROMIUM=/usr/bin/chromium.
# Playwright goes into .venv, axe-core into tests/web/node_modules; both are pinned there.
BROWSER_TESTS := tests/web
CHROMIUM ?= $(firstword $(foreach name,chromium chromium-browser google-chrome,$(shell command -v $(name))))

$(VENV)/.browser: $(BROWSER_TESTS)/requirements.txt $(BROWSER_TESTS)/package-lock.json $(VENV)/.dev
	@command -v npm > /dev/null || { echo "npm is missing (Debian: apt install npm)" >&2; exit 1; }
	@$(PIP) $(LOCKED) --only-binary :all: -r $(BROWSER_TESTS)/requirements.txt
	@npm ci --prefix $(BROWSER_TESTS) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

test-browser: $(VENV)/.browser
	@command -v "$(CHROMIUM)" > /dev/null || { echo "No browser at CHROMIUM=\"$(CHROMIUM)\"." \
	  "Install Chromium (Debian: apt install chromium) or name its path." >&2; exit 1; }
	CHROMIUM="$(CHROMIUM)" DEMO="$(DEMO)" $(PY) -m pytest $(BROWSER_TESTS) -m browser $(PYTEST_ARGS)

bench: install-dev
	$(PY) -m benchmarks

# --- upkeep ---------------------------------------------------------------------------------

docs: install
	$(PY) -m kooperacja_eval.schemas.dictionary docs/data_dictionary.md

lock: install-dev
	$(PY) scripts/lock.py

lock-upgrade: install-dev
	$(PY) scripts/lock.py --upgrade

hooks: install-dev
	$(BIN)/pre-commit install

# data_raw is nobody's to remove.
clean:
	rm -rf demo data_processed .coverage .coverage.* htmlcov build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	if [ -d reports ]; then find reports -mindepth 1 ! -name .gitkeep -delete; fi
	find kooperacja_eval tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean
	rm -rf $(VENV)
