# Everything here works on a machine that has only make and Python 3.11 or later with venv.

VENV  := .venv
BENCH := .venv-bench
PEERS := .venv-peers
BIN   := $(VENV)/bin

# The first interpreter that is new enough; name another with `make report PYTHON=/path/to/python`.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	  $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	    && echo $$python && break; done)

# Libraries are installed uncompiled, which halves the time: what is imported is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: report fonts test editions check docs lab bench peers clean lock
.NOTPARALLEL:

report: $(VENV)/.report		## the 2015 report as HTML, PDF and Word
	$(BIN)/research build params/2015.yml

fonts: $(VENV)/.fonts		## Noto beside the report's family: other scripts, signs and emoji
	$(BIN)/python -c 'from research.typefaces.catalogue import at_hand; print(*dict.fromkeys( \
	  face.package or face.family for face in at_hand()), sep="\n")'

test: $(VENV)/.test		## first tier: style, types, units, one small edition, the notebooks
	$(BIN)/python tests/run.py test

editions: $(VENV)/.editions	## second tier: whole builds, a real browser, office programs, kills
	$(BIN)/python tests/run.py editions

check: $(VENV)/.test		## style and types alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.docs		## the pages of docs/ as a site, docs/_build/index.html
	$(BIN)/python -m sphinx -q -b html -W --keep-going docs docs/_build

lab: $(VENV)/.lab		## JupyterLab on the notebooks
	$(BIN)/research lab

bench:				## speed against named alternatives, in an environment of its own
	test -d $(BENCH) || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --only-binary :all: -e '.[test]' \
	  -r tests/benchmarks/requirements.txt -c constraints.txt
	$(BENCH)/bin/python tests/benchmarks/run.py

peers:				## suites of Jupyter's own programs, warm kernels beside the default
	test -d $(PEERS) || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --only-binary :all: -e '.[test]' \
	  -r tests/peers/requirements.txt -c constraints.txt
	$(PEERS)/bin/python tests/peers/run.py

lock:				## pin what pyproject.toml asks for, for all Python versions at once
	$(BIN)/python -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet --universal --all-extras --python-version 3.11 \
	  --no-annotate --no-header --upgrade pyproject.toml --output-file constraints.txt

clean:				## remove the environments and the caches, not the reports
	rm -rf $(VENV) $(BENCH) $(PEERS) .venv-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Each target adds to the environment what it needs, and no more. All have what a report needs.
$(VENV)/.report:   EXTRAS :=
$(VENV)/.fonts:    EXTRAS := [fonts]
$(VENV)/.lab:      EXTRAS := [lab,files,coding]
$(VENV)/.test:     EXTRAS := [test,files,coding]
$(VENV)/.editions: EXTRAS := [test,files,lab,docs,coding,access]
$(VENV)/.docs:     EXTRAS := [docs,files]

$(VENV)/.report $(VENV)/.fonts $(VENV)/.lab $(VENV)/.docs $(VENV)/.test $(VENV)/.editions: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; name it with: make PYTHON=..."; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-compile --only-binary :all: -c constraints.txt -e '.$(EXTRAS)'
	touch $(VENV)/.report $@
