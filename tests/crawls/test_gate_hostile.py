"""Wait pages that try to get out, to lead elsewhere, or to fill the memory."""

from pathlib import Path
from typing import Any

import pytest

from tests.gates.closed import flood_blocker
from tests.gates.running import Crawl, Outcome
from tests.gates.server import Reply, Site, serving
from tests.listeners import listening

ARTICLE = f"""<html><head><title>Chợ cá</title></head>
<body><h1>Chợ cá</h1><p>{"Tàu về bến lúc trời chưa sáng. " * 10}</p>SCRIPT</body></html>"""
PAGE = Reply(ARTICLE.replace("SCRIPT", ""))

WAYS_OUT = {
    "popup": "open('http://127.0.0.1:PORT/popup'); open('about:blank')?.location.replace('http://127.0.0.1:PORT/later')",
    "form": "const f = document.createElement('form'); f.action = 'http://127.0.0.1:PORT/form'; f.target = '_blank'; "
    "document.documentElement.append(f); f.submit()",
    "form in place": "const f = document.createElement('form'); f.action = 'http://127.0.0.1:PORT/form'; "
    "f.method = 'POST'; document.documentElement.append(f); f.submit()",
    "fetch": "fetch('http://127.0.0.1:PORT/fetch', {mode: 'no-cors'})",
    "beacon": "navigator.sendBeacon('http://127.0.0.1:PORT/beacon', 'x')",
    "websocket": "new WebSocket('ws://127.0.0.1:PORT/socket')",
    "event source": "new EventSource('http://127.0.0.1:PORT/events')",
    "worker": "new Worker(URL.createObjectURL(new Blob([\"fetch('http://127.0.0.1:PORT/worker', {mode: 'no-cors'}); "
    "new WebSocket('ws://127.0.0.1:PORT/worker')\"])))",
    "worker by data": "new Worker(\"data:text/javascript,importScripts('http://127.0.0.1:PORT/worker.js')\")",
    "shared worker": "new SharedWorker(URL.createObjectURL(new Blob([\"fetch('http://127.0.0.1:PORT/shared')\"])))",
    "webrtc": "const p = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:PORT'}, "
    "{urls: 'turn:127.0.0.1:PORT?transport=tcp', username: 'a', credential: 'b'}]}); "
    "p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))",
    "webrtc of a frame": "const i = document.createElement('iframe'); document.documentElement.append(i); "
    "const p = new i.contentWindow.RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:PORT'}]}); "
    "p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))",
    "webtransport": "new WebTransport('https://127.0.0.1:PORT/transport')",
    "frame": "const i = document.createElement('iframe'); i.src = 'http://127.0.0.1:PORT/frame'; "
    "document.documentElement.append(i)",
    "picture": "new Image().src = 'http://127.0.0.1:PORT/picture'",
    "script": "const s = document.createElement('script'); s.src = 'http://127.0.0.1:PORT/script.js'; "
    "document.documentElement.append(s)",
    "script that redirects": "const s = document.createElement('script'); s.src = '/redirect/'; "
    "document.documentElement.append(s)",
    "hints": "for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'prerender', 'stylesheet']) { "
    "const l = document.createElement('link'); l.rel = rel; l.as = 'script'; l.href = 'http://127.0.0.1:PORT/' + rel; "
    "document.documentElement.append(l) }",
    "speculation": "const s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = "
    "JSON.stringify({prefetch: [{source: 'list', urls: ['http://127.0.0.1:PORT/rule']}]}); "
    "document.documentElement.append(s)",
    "download": "const a = document.createElement('a'); a.href = 'http://127.0.0.1:PORT/file'; a.download = 'x'; "
    "document.documentElement.append(a); a.click()",
    "ping": "const a = document.createElement('a'); a.href = '#x'; a.ping = 'http://127.0.0.1:PORT/ping'; "
    "document.documentElement.append(a); a.click()",
    "other name": "fetch('http://localhost:PORT/name', {mode: 'no-cors'}); fetch('http://[::1]:PORT/')",
    "encrypted": "fetch('https://127.0.0.1:PORT/encrypted', {mode: 'no-cors'})",
}


def crawl(site: Site, folder: Path, **settings: Any) -> Outcome:
    return Crawl([site.url("/a/")], folder, **{"WAIT_GRACE_SECONDS": 20} | settings).finish()


def scripts(ways: dict[str, str], port: int) -> str:
    """Each way in a script of its own, so that their names do not clash."""
    return "".join(f"<script>(() => {{ {way} }})()</script>" for way in ways.values()).replace("PORT", str(port))


def test_nothing_gets_out_of_the_browser(tmp_path: Path) -> None:
    with listening() as listeners, serving(Site({})) as site:
        away = Reply("", 302, {"Location": f"http://127.0.0.1:{listeners.port}/redirected.js"})
        attack = scripts(WAYS_OUT, listeners.port)
        gate = flood_blocker(3).replace("<body>", f"<body>{attack}")
        site.replies |= {
            "/a/": [Reply(gate), Reply(ARTICLE.replace("SCRIPT", attack))],
            "/redirect/": [away],
        }
        outcome = crawl(site, tmp_path)
    assert listeners.heard == []
    assert [page["title"] for page in outcome.pages.values()] == ["Chợ cá"]
    assert outcome.stat("browser_requests") == 1
    # The reload, or a plain request when the form led elsewhere first.
    assert [path for path in site.paths() if path != "/redirect/"] == ["/a/", "/a/"]
    assert all(headers["host"] == f"127.0.0.1:{site.port}" for _, headers in site.asked)


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_out_is_open_to_a_page_that_stays(way: str, tmp_path: Path) -> None:
    """One way alone, with time to take it."""
    with listening() as listeners, serving(Site({})) as site:
        gate = flood_blocker(3).replace("<body>", f"<body>{scripts({way: WAYS_OUT[way]}, listeners.port)}")
        site.replies["/a/"] = [Reply(gate), PAGE]
        outcome = crawl(site, tmp_path)
    assert listeners.heard == []
    assert [page["title"] for page in outcome.pages.values()] == ["Chợ cá"]


@pytest.mark.parametrize(
    ("script", "paths"),
    [
        ("location = '/other/'", ["/a/", "/a/"]),
        pytest.param("location = '/missing/'", ["/a/", "/a/"], marks=pytest.mark.soak),
        ("location = '/file.zip'", ["/a/", "/a/"]),
        pytest.param("history.pushState(0, '', '/other/'); location.reload()", ["/a/", "/a/"], marks=pytest.mark.soak),
        pytest.param("location = '?other=1'", ["/a/", "/a/"], marks=pytest.mark.soak),
        pytest.param(
            "location = URL.createObjectURL(new Blob(['<h1>Giả</h1>'], {type: 'text/html'}))",
            ["/a/", "/a/"],
            marks=pytest.mark.soak,
        ),
        pytest.param(
            "document.open(); document.write('<h1>Giả</h1>'); document.close()", ["/a/", "/a/"], marks=pytest.mark.soak
        ),
    ],
)
def test_the_page_behind_the_gate_is_the_requested_one_or_none(script: str, paths: list[str], tmp_path: Path) -> None:
    gate = flood_blocker(1).replace("<body>", f"<body><script>setTimeout(() => {{ {script} }}, 100)</script>")
    other = Reply(ARTICLE.replace("Chợ cá", "Bài khác"))
    replies = {"/a/": [Reply(gate), PAGE], "/other/": [other], "/a/?other=1": [other], "/file.zip": [other]}
    with serving(Site(replies)) as site:
        outcome = crawl(site, tmp_path, WAIT_GRACE_SECONDS=5)
    assert site.paths() == paths
    [(url, page)] = outcome.pages.items()
    assert (url, page["status"], page["title"]) == (site.url("/a/"), 200, "Chợ cá")


@pytest.mark.parametrize(
    "status", [301, 404, pytest.param(410, marks=pytest.mark.soak), pytest.param(500, marks=pytest.mark.soak)]
)
def test_an_error_seen_by_the_browser_is_asked_for_again_by_plain_http(status: int, tmp_path: Path) -> None:
    """No page is gone because of what a script made the browser load."""
    answer = Reply("<h1>Không có</h1>", status, {"Location": "/b/"} if status == 301 else {})
    with serving(Site({"/a/": [Reply(flood_blocker(1)), answer, PAGE]})) as site:
        outcome = crawl(site, tmp_path)
    assert [path for path in site.paths() if path == "/a/"] == ["/a/", "/a/", "/a/"]
    [page] = outcome.pages.values()
    assert (page["status"], page["title"], page["flags"]) == (200, "Chợ cá", [])
    assert outcome.stat("gate/browser_failures") == 0


@pytest.mark.parametrize(
    "fill",
    [
        "const kept = []; setInterval(() => kept.push(new Uint8Array(50_000_000).fill(1)), 20)",
        pytest.param("const kept = []; for (;;) kept.push(new Uint8Array(20_000_000).fill(1))", marks=pytest.mark.soak),
        pytest.param("for (let s = 'x';; s += s) document.title = s", marks=pytest.mark.soak),
    ],
)
def test_a_browser_that_fills_the_memory_is_ended(fill: str, tmp_path: Path) -> None:
    gate = flood_blocker(4).replace("<body>", f"<body><script>{fill}</script>")
    with serving(Site({"/a/": [Reply(gate), PAGE]})) as site:
        outcome = crawl(site, tmp_path)
    assert [page["title"] for page in outcome.pages.values()] == ["Chợ cá"]
    assert site.paths() == ["/a/", "/a/"]
    assert outcome.stat("gate/browser_failures") == 1
    # The wait is slept out.
    assert 4 <= outcome.stat("wait_seconds") < 20
