"""How long the extension takes, in real browsers: prints the table of docs/extension.md.

Run it on a machine that does nothing else: ``python -m tests.bench.extension``.
"""

import argparse
import functools
import http.server
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from server import store
from server.config import Config
from tests.conftest import ROOT, serving
from tests.extension import chromium, firefox
from tests.extension.conftest import PAGES, QuietHandler
from tests.extension.opening import started
from tests.waiting import until

RUNS = 5
LONG = 50  # ms, as the Long Tasks API has it
WATCH = """
const tops = () =>
  [...document.querySelectorAll("p")].map((one) => one.getBoundingClientRect().top);
caveat.moved = () => Math.max(...tops().map((top, index) => Math.abs(top - caveat.tops[index])));
const { collect, take } = caveat;
caveat.collect = (...given) => {
  caveat.tops ??= tops();
  return collect(...given);
};
caveat.take = async (...given) => {
  const tally = await take(...given);
  if (caveat.count()) caveat.first ??= Date.now();
  return tally;
};
let spent = 0;
caveat.tasks = [];
Object.defineProperty(caveat, "spent", {
  get: () => spent,
  set(sum) {
    caveat.tasks.push(sum - spent);
    spent = sum;
  },
});
void 0; // Firefox wants a value that it can copy
"""
"""Is added to a copy of the extension: when the first marks were drawn, how long each of
our tasks in the page took, how far text has moved since before the check."""

SENTENCE = "The <em>clinic</em> opens at <em>nine</em> on every <em>weekday</em> in spring. "
CLAIM = "Ketamine is a <em>guaranteed</em> cure for every <em>illness</em>. "


def checked(browser, address):
    """Open a page, press the button, wait for the end; gives when it was pressed (ms)."""
    browser.open(address)
    pressed = time.time() * 1000
    browser.press()
    said = until(lambda: "Check again" in (now := browser.popup() or "") and now, seconds=120)
    assert "Could not" not in said
    until(lambda: browser.in_page("globalThis.caveat?.tally?.().waiting === 0"), seconds=120)
    browser.close_popup()
    return pressed


def measure(driver, address, settings):
    """One check of a page that the server has not seen.

    Returns first marks (ms), our long tasks, the longest (ms), how far text moved (px).
    """
    with serving(settings) as server, started(driver, more={"content/watch.js": WATCH}) as browser:
        browser.renew(server=server)
        checked(browser, address.replace(address.rsplit("/", 2)[1], "plain"))  # wakes all
        pressed = checked(browser, address)
        first, spent, moved = browser.in_page("[caveat.first, caveat.tasks, caveat.moved()]")
    return first - pressed, sum(one > LONG for one in spent), max(spent), moved


def large_page(pages):
    """Write a page of 10,000 nodes, texts and elements counted; gives its name."""
    paragraphs = [f"<p>Room {n} has a door. {CLAIM}{SENTENCE * 11}</p>" for n in range(93)]
    (pages / "large").mkdir()
    (pages / "large" / "source.html").write_text(
        f"<!doctype html><html lang=en><title>Large</title><article>{''.join(paragraphs)}</article>"
    )
    return "large"


def table(pages, settings):
    """Print a line for each browser and page: medians."""
    say = sys.stdout.write
    say(f"Load of the machine at the start: {os.getloadavg()[0]:.1f}\n\n")
    say("| browser | page | first marks | our tasks over 50 ms | the longest | text moved |\n")
    say("| --- | --- | --- | --- | --- | --- |\n")
    for driver in (chromium, firefox):
        name = driver.__name__.rsplit(".", 1)[-1]
        for what, address in pages.items():
            runs = [measure(driver, address, settings) for _ in range(RUNS)]
            first, many, longest, moved = map(median, zip(*runs, strict=True))
            say(f"| {name} | {what} | {first:.0f} ms | {many:.0f} | {longest:.0f} ms ")
            say(f"| {moved:.1f} px |\n")


def main():
    """Measure, with a server that holds the artefact that is served, or another one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--artefacts", type=Path, default=ROOT / "model" / "artefacts")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = folder / "pages"
        shutil.copytree(PAGES, pages)
        slugs = {"60 blocks": "long", "10,000 nodes": large_page(pages)}
        settings = Config(artefacts=given.artefacts, database=folder / "caveat.sqlite3")
        store.upgrade(settings.database)
        handler = functools.partial(QuietHandler, directory=pages)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
            threading.Thread(target=site.serve_forever, daemon=True).start()
            base = f"http://news.test:{site.server_port}"
            addresses = {what: f"{base}/{slug}/source.html" for what, slug in slugs.items()}
            table(addresses, settings)
            site.shutdown()


if __name__ == "__main__":
    main()
