#!/bin/sh
# Install the system packages that are missing: bin/system.sh run|test|ci
#   run   what WeasyPrint needs to make PDFs
#   test  also what the tests look with: a browser and what drives it, PDF tools, a Chinese font,
#         gettext
#   ci    also the servers of a real installation, and Python and make
# Where it may not install, it prints the command and goes on; `ci` fails instead.
set -eu
level=${1:-run}
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
formulae="pango"
case $level in
  run) ;;
  test) packages="$packages chromium fonts-noto-cjk gettext libatomic1 poppler-utils qpdf"
        formulae="$formulae chromium gettext poppler qpdf" ;;
  ci) packages="$packages chromium fonts-noto-cjk gettext libatomic1 poppler-utils qpdf postgresql redis-server"
      formulae="$formulae chromium gettext poppler qpdf postgresql redis" ;;
  *) echo "usage: bin/system.sh run|test|ci" >&2; exit 2 ;;
esac

has() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

# A browser that did not come from this package does as well.
has_browser() {
  for name in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then return 0; fi
  done
  return 1
}

has_python() { "${PY:-python3}" -c 'import ensurepip, venv' 2>/dev/null; }

missing_packages() {
  if [ "$level" = ci ]; then
    has_python || printf 'python3 python3-venv '
    command -v make >/dev/null || printf 'make '
  fi
  for package in $packages; do
    if [ "$package" = chromium ] && has_browser; then continue; fi
    has "$package" || printf '%s ' "$package"
  done
}

give_up() {
  echo "$1" >&2
  if [ "$level" = ci ]; then exit 1; fi
  exit 0
}

if ! command -v dpkg-query >/dev/null; then
  if command -v brew >/dev/null; then
    lacking=$(for name in $formulae; do brew list "$name" >/dev/null 2>&1 || printf '%s ' "$name"; done)
    [ -z "$lacking" ] || give_up "For PDFs and tests, install what is missing: brew install $lacking"
    exit 0
  fi
  give_up "Install with your system's packages: Pango, HarfBuzz (with its subset library) and, for tests, Chromium."
fi

lacking=$(missing_packages)
lacking=${lacking% }
[ -n "$lacking" ] || exit 0
command="apt-get update && apt-get install -y --no-install-recommends $lacking"
if [ "$(id -u)" = 0 ]; then as_root=""
elif sudo -n true 2>/dev/null; then as_root="sudo -n"
else give_up "Missing from the system, install as administrator: sudo sh -c '$command'"
fi

echo "Installing from the system: $lacking"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
$as_root apt-get update -q >"$log" 2>&1 || cat "$log" >&2
# Word splitting is meant: one argument for each package.
# shellcheck disable=SC2086
if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
  -o DPkg::Lock::Timeout=120 $lacking >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  give_up "These could not be installed, try: $command"
fi
