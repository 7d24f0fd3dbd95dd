#!/bin/sh
# Boots the Debian that debian.sh left in FOLDER with systemd and runs the units of deploy/systemd there: one good night
# through a gate, one without the newspaper. Prints what the journal says of both; ends with 0 when they end as they
# should. As root: tests/machines/systemd.sh FOLDER
set -eu
folder=$1
inside() { chroot "$folder" /usr/bin/env PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
inside apt-get install -y -qq --no-install-recommends systemd systemd-sysv dbus >/dev/null
inside id khanhhoa >/dev/null 2>&1 || inside useradd --system --home-dir /srv/khanhhoa-crawler khanhhoa
inside install -d -o khanhhoa -g khanhhoa /srv/khanhhoa-crawler/var /var/lib/node_exporter/textfile
units=$folder/etc/systemd/system
cp "$(dirname "$0")"/../../deploy/systemd/* "$units/"
printf '%s\n' CRAWLER_CONTACT=you@example.org CRAWLER_METRICS_FILE=/var/lib/node_exporter/textfile/crawler.prom \
    >"$folder/etc/khanhhoa-crawler.env"
chmod 600 "$folder/etc/khanhhoa-crawler.env"
mkdir -p "$units/khanhhoa-crawler.service.d"
crawl=$(sed -n 's/^ExecStart=//p' "$units/khanhhoa-crawler.service")
printf '%s\n' '[Service]' ExecStart= "ExecStart=$crawl -a base_url=http://127.0.0.1:8123/ -s DOWNLOAD_DELAY=0" \
    >"$units/khanhhoa-crawler.service.d/newspaper.conf"
cat >"$units/newspaper.service" <<'UNIT'
[Service]
WorkingDirectory=/srv/khanhhoa-crawler
ExecStart=/srv/khanhhoa-crawler/.venv/bin/scrapy newspaper --port 8123 --articles 40 --gate 8:40
UNIT
cat >"$units/nights.service" <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/nights.sh
[Install]
WantedBy=multi-user.target
UNIT
cat >"$folder/nights.sh" <<'NIGHTS'
#!/bin/sh
exec >/nights.txt 2>&1
status() { systemctl show khanhhoa-crawler --property=Result --property=ExecMainStatus; }
systemctl start newspaper
until (exec 3<>/dev/tcp/127.0.0.1/8123) 2>/dev/null || [ $((waited = ${waited:-0} + 1)) -gt 60 ]; do sleep 0.5; done
systemctl start khanhhoa-crawler
status
journalctl --boot --unit=khanhhoa-crawler --output=cat --no-pager
grep '^crawler_exit_code' /var/lib/node_exporter/textfile/crawler.prom
systemctl stop newspaper
systemctl start khanhhoa-crawler
status
echo "journalctl --priority=err:"
journalctl --boot --unit=khanhhoa-crawler --priority=err --output=cat --no-pager
sleep 10
journalctl --boot --unit=khanhhoa-crawler-failed --output=cat --no-pager
systemctl poweroff
NIGHTS
sed -i 's,#!/bin/sh,#!/bin/bash,' "$folder/nights.sh"
chmod +x "$folder/nights.sh"
rm -f "$folder/nights.txt"
inside systemctl enable nights.service >/dev/null 2>&1
# Without a system bus on the host, and on hosts with version 1 of control groups.
[ -f /sys/fs/cgroup/cgroup.controllers ] || export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=0
timeout 300 systemd-nspawn --quiet --register=no --keep-unit --private-network --directory="$folder" --boot >/dev/null 2>&1
cat "$folder/nights.txt"
grep -q '^khanhhoa: done' "$folder/nights.txt"
grep -q '^crawler_exit_code{newspaper="khanhhoa"} 0' "$folder/nights.txt"
grep -q '^ExecMainStatus=5' "$folder/nights.txt"
sed -n '/^journalctl --priority=err:/,$p' "$folder/nights.txt" | grep -q '^khanhhoa: unreachable'
! grep -q 'BAD *metrics' "$folder/nights.txt"
