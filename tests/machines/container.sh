#!/bin/sh
# Builds the image of deploy/docker/Dockerfile and crawls through a gate in it, under the rights that compose.yaml gives:
# the image's user, no capabilities, no new privileges, read-only root, deploy/seccomp/chromium.json. As root, with
# buildah and python3-seccomp; no daemon is needed: tests/machines/container.sh [BASE]
# BASE is a folder with a Debian that has python3 and pip, where no registry serves the Dockerfile's base image.
set -eu
checkout=$(cd "$(dirname "$0")/../.." && pwd)
image=localhost/khanhhoa-crawler
storage="buildah --storage-driver vfs"
if [ $# -gt 0 ]; then
    base=$(sed -n 's/^FROM //p' "$checkout/deploy/docker/Dockerfile")
    bare=$($storage from scratch)
    $storage add --quiet "$bare" "$1" / >/dev/null
    $storage commit --quiet "$bare" "docker.io/library/$base" >/dev/null
    $storage rm "$bare" >/dev/null
fi
limit=$(ulimit -Hn)
$storage bud --quiet --isolation chroot --network host --pull=ifmissing --ulimit "nofile=$limit:$limit" \
    --file "$checkout/deploy/docker/Dockerfile" --tag "$image" "$checkout" >/dev/null
container=$($storage from --pull=never "$image")
root=$($storage mount "$container")
log=$(mktemp)
# The container: namespaces of its own, the image as its root by pivot_root (in a chroot the kernel forbids Chromium's
# user namespaces), writable only where compose.yaml says so.
unshare --mount --net --propagation private sh -ec '
    mount --bind "$1" "$1"
    cd "$1"
    mount -t proc proc proc
    mount --rbind /dev dev
    for place in home/crawler app/var; do mount -t tmpfs -o uid=10001 tmpfs "$place"; done
    mount -o remount,bind,ro "$1"
    pivot_root . tmp
    umount -l /tmp
    mount -t tmpfs tmpfs /tmp
    ip link set lo up 2>/dev/null || python3 -c "
import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack(\"16sh\", b\"lo\", 0x49))"
    exec sleep 600' sh "$root" &
holder=$!
trap 'kill $holder; $storage rm "$container" >/dev/null; rm -f "$log"' EXIT
sleep 2
variables="PATH=/usr/local/bin:/usr/bin:/bin HOME=/home/crawler CRAWLER_DATA_DIR=/app/var \
    CRAWLER_ARCHIVE_URL=sqlite:////app/var/archive.db"
inside() {
    # shellcheck disable=SC2086  # a word each
    /usr/bin/python3 "$checkout/tests/seccomp_filter.py" --in $holder "$checkout/deploy/seccomp/chromium.json" \
        setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all \
        env -i -C /app $variables "$@"
}
inside scrapy newspaper --articles 30 --gate 8:40 >"$log" &
until url=$(grep -o 'http://[^ ]*' "$log"); do sleep 0.5; done
inside scrapy crawl khanhhoa -a "base_url=$url" -s DOWNLOAD_DELAY=0
inside python3 -c '
import json, sqlite3
(stats,) = sqlite3.connect("/app/var/archive.db").execute("SELECT stats FROM runs").fetchone()
figures = json.loads(stats)
print("wait pages: {wait_pages}, passed by the browser: {browser_requests}".format(**figures))
assert figures["wait_pages"] == figures["browser_requests"] > 0'
