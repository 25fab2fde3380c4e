#!/bin/sh
# Trains the move recogniser from the labelled lines in training/data and writes
# simulator/understanding/model. Torch goes into a virtual environment of its own.
set -eu
cd "$(dirname "$0")/.."
venv=.venv-train
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install -q -r training/requirements.txt
exec "$venv/bin/python" -m training "$@"
