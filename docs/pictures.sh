#!/usr/bin/env bash
# Makes the pictures of README.md from the demo: docs/pictures/*.png. Needs Chromium (Debian package `chromium`).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v chromium >/dev/null || { echo "chromium is not installed: apt-get install chromium" >&2; exit 1; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

cargo build -q
plimsoll="${CARGO_TARGET_DIR:-target}/debug/plimsoll"
address=127.0.0.1:8765
"$plimsoll" --data "$work/data" demo --listen "$address" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 1 1200); do
  curl -fsS -o /dev/null "http://$address/readyz" 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.25
done

mkdir -p docs/pictures
shot() { # shot NAME PATH WIDTH HEIGHT
  curl -fsS -o /dev/null "http://$address$2"
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/chromium" \
    --window-size="$3,$4" --screenshot="docs/pictures/$1.png" "http://$address$2" >/dev/null 2>&1
  echo "docs/pictures/$1.png"
}
shot fleet-light '/' 1280 1180
shot squad-light '/squads/payroll-es' 1280 1180
shot routing-light '/routing' 1280 1500
shot timeline-light '/timeline' 1280 1060
