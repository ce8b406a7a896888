#!/bin/sh
# Make the Python environment and install the hashed locks: bin/setup.sh runtime|dev
# One environment for both: `dev` holds everything `runtime` does, so nothing is ever removed and
# `make run` and `make test` can follow each other. A lock that was installed is kept beside the
# environment; as long as it is the same, there is nothing to do.
set -eu
kind=${1:-runtime}
here=$(cd "$(dirname "$0")/.." && pwd)
var=${SENCOHUB_VAR:-$here/var}
venv=$var/venv
python=$venv/bin/python

installed() { cmp -s "$here/requirements/$1.txt" "$venv/.$1.txt"; }

if ! "$python" -c '' 2>/dev/null; then
  PY=${PY:-python3}
  if ! "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "SENCoHub needs Python 3.11 or newer. Choose one: make run PY=python3.11" >&2
    exit 1
  fi
  mkdir -p "$var"
  if ! "$PY" -m venv --clear "$venv"; then
    echo "Install the venv module first: apt-get install python3-venv" >&2
    rm -rf "$venv"
    exit 1
  fi
fi
installed "$kind" && exit 0

echo "Installing Python packages ($kind) into $venv"
export PIP_DISABLE_PIP_VERSION_CHECK=1 UV_PYTHON_DOWNLOADS=never
export PIP_CACHE_DIR="${PIP_CACHE_DIR:-$var/pip}" UV_CACHE_DIR="${UV_CACHE_DIR:-$var/uv}"
installed setup || { "$python" -m pip install -q --require-hashes -r "$here/requirements/setup.txt" &&
  cp "$here/requirements/setup.txt" "$venv/.setup.txt"; } || echo "uv cannot be had; pip is slower" >&2
"$venv/bin/uv" pip install -q --python "$python" --require-hashes -r "$here/requirements/$kind.txt" 2>"$var/uv.log" ||
  "$python" -m pip install -q --require-hashes -r "$here/requirements/$kind.txt"
if [ "$kind" = dev ]; then cp "$here/requirements/runtime.txt" "$venv/.runtime.txt"; fi
cp "$here/requirements/$kind.txt" "$venv/.$kind.txt"
