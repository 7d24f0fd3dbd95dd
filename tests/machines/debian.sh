#!/bin/sh
# Runs `make demo` on a Debian that has python3, python3-venv, git and make and nothing else: debootstrap into a new
# folder, this checkout cloned into it. As root: tests/machines/debian.sh FOLDER [MIRROR]
# The machine's own pip and apt configuration is used, so that its mirrors serve the packages. The folder stays.
set -eu
folder=$1 mirror=${2:-http://deb.debian.org/debian}
checkout=$(cd "$(dirname "$0")/../.." && pwd)
[ -e "$folder" ] && { echo "debian.sh: $folder exists" >&2; exit 2; }
debootstrap --variant=minbase bookworm "$folder" "$mirror" >/dev/null
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf; do
    if [ -e "$file" ]; then cp "$file" "$folder$file"; fi
done
for configuration in /etc/xdg/pip /root/.config/pip; do
    if [ -d "$configuration" ]; then
        mkdir -p "$folder$(dirname "$configuration")"
        cp -r "$configuration" "$folder$configuration"
    fi
done
mount --bind /proc "$folder/proc"
mount --bind /dev "$folder/dev"
trap 'umount "$folder/dev" "$folder/proc"' EXIT
inside() { chroot "$folder" /usr/bin/env PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
inside apt-get install -y -qq --no-install-recommends python3 python3-venv git make ca-certificates >/dev/null
cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
git clone -q "$checkout" "$folder/srv/khanhhoa-crawler"
inside make -C /srv/khanhhoa-crawler demo
# Passed by the browser, not slept through.
inside /srv/khanhhoa-crawler/.venv/bin/python - <<'PYTHON'
import json
import sqlite3

archive = sqlite3.connect("/srv/khanhhoa-crawler/var/demo/archive.db")
(stats,) = archive.execute("SELECT stats FROM runs").fetchone()
figures = json.loads(stats)
print(f"wait pages: {figures['wait_pages']}, passed by the browser: {figures['browser_requests']}")
assert figures["wait_pages"] == figures["browser_requests"] > 0
PYTHON
