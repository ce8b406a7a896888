#!/bin/bash
# Everything that is checked without running a test. All checks run; the failed ones are named.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=${SENCOHUB_VAR:-$PWD/var}/venv/bin
failed=()
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "ok      $name"
  else
    echo "FAILED  $name"
    sed 's/^/        /' <<<"$output"
    failed+=("$name")
  fi
}

production_is_safe() {
  env SENCOHUB_ENV=production SENCOHUB_SECRET_KEY="$(head -c 48 /dev/urandom | base64)" \
    SENCOHUB_HOSTS=school.example SENCOHUB_URL=https://school.example \
    DATABASE_URL=postgres://nobody@127.0.0.1/nothing REDIS_URL=redis://127.0.0.1:6379/0 EMAIL_URL=smtp://mail.example:25 \
    SENCOHUB_VAR="$scratch" "$bin/python" manage.py check --deploy --fail-level WARNING
}

shell_scripts_parse() { local file; for file in bin/*.sh bin/hooks/*.sh .ci/run; do bash -n "$file" || return 1; done; }

check "style" "$bin/ruff" check .
check "format" "$bin/ruff" format --check .
check "templates" "$bin/djlint" templates --lint --quiet
check "types" "$bin/mypy" .
check "import contracts" "$bin/lint-imports" --no-cache
check "security of code" "$bin/bandit" --quiet --configfile pyproject.toml --recursive .
check "the gate" "$bin/python" bin/hooks/gate.py
check "migrations match models" "$bin/python" manage.py makemigrations --check --dry-run
check "system checks" "$bin/python" manage.py check --fail-level WARNING
check "production settings" production_is_safe
check "translations" "$bin/python" bin/messages.py missing
check "locks name no registry" bin/hooks/locks.sh
check "shell scripts" shell_scripts_parse

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
echo "everything is in order"
