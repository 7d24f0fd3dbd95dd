#!/bin/sh
# Makes .venv with the pinned packages and finds a Chromium. Does nothing when all is there.
# Usage: deploy/setup.sh [dev] [bench]      Environment: PYTHON, the interpreter to use (3.11 or newer)
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else return 1; fi; }
install_package() { as_root env DEBIAN_FRONTEND=noninteractive sh -c \
    "apt-get update -qq && apt-get install -y -qq --no-install-recommends $1" >/dev/null 2>&1; }

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "setup: $python is not Python 3.11 or newer; name another one: make setup PYTHON=python3.12"
    exit 1
fi

if [ ! -x .venv/bin/pip ]; then
    say "setup: making .venv"
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        install_package python3-venv || true
        "$python" -m venv .venv || { say "setup: no venv module; as root: apt-get install python3-venv"; exit 1; }
    fi
fi

install_pinned() {  # $1: the requirements file without its ending
    stamp=.venv/$1.installed
    cmp -s "$1.txt" "$stamp" && return 0
    say "setup: installing $1.txt"
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1.txt" \
        || { say "setup: the packages of $1.txt could not be installed; is there a network?"; exit 1; }
    cp "$1.txt" "$stamp"
}
install_pinned requirements
for extra in "$@"; do install_pinned "requirements-$extra"; done

# Loads a page in the browser that a run would start; says why it cannot. The outcome is kept for the next set-up.
browser_works() { .venv/bin/python -m crawler.downloader.browser.probe >/dev/null 2>.venv/browser.fault; }
fault() { tail -n 1 .venv/browser.fault; }
if [ ! -f .venv/browser.works ] || ! cmp -s requirements.txt .venv/browser.works; then
    rm -f .venv/browser.works
    if ! browser_works; then
        case "$(fault)" in *libatomic*)
            say "setup: installing libatomic1, which Playwright's driver needs"
            install_package libatomic1 || true ;;
        esac
    fi
    if ! browser_works; then
        say "setup: no Chromium that loads a page, trying Playwright's own"
        timeout 300 .venv/bin/playwright install chromium >/dev/null 2>&1 || true
    fi
    if ! browser_works; then
        say "setup: trying the distribution's package"
        install_package "chromium libatomic1" || true
    fi
    if browser_works; then
        cp requirements.txt .venv/browser.works
    else
        say "setup: the browser does not work, runs will sleep through their waits: $(fault)"
    fi
fi

has_postgres() { command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }
case " $* " in *" dev "*)
    if ! has_postgres; then
        say "setup: installing PostgreSQL for the tests"
        install_package postgresql || true
        has_postgres || say "setup: no PostgreSQL: its tests are skipped; as root: apt-get install postgresql"
    fi ;;
esac
