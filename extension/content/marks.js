// Draws highlights with the CSS Custom Highlight API: nothing of the page is changed.

(() => {
  // By name, since Firefox lets content scripts iterate neither the registry nor a Highlight.
  const NAMES = ["overstated", "overstated-clear", "unsafe", "unsafe-clear", "shown"].map(
    (name) => `caveat-${name}`,
  );

  /** A drawn highlight: its number on the page, its Range, and what the server said. */
  let marks = [];

  /**
   * Draws what can be placed. The quote is verified first: what cannot be found
   * exactly is not drawn, and the caller counts it.
   *
   * @returns {{number: number, labels: string[]}[]} what was drawn
   */
  caveat.draw = (highlights, words) => {
    caveat.words = words;
    const placed = highlights.map(place).filter(Boolean);
    marks.push(...placed);
    marks.forEach((mark, index) => (mark.number = index + 1));
    placed.forEach(paint);
    caveat.list(marks);
    return placed.map(({ number, highlight }) => ({ number, labels: highlight.labels }));
  };

  caveat.clear = () => {
    marks = [];
    for (const name of NAMES) CSS.highlights.delete(name);
    caveat.list?.([]);
  };

  caveat.mark = (number) => marks[number - 1];
  caveat.count = () => marks.length;

  function place(highlight) {
    const block = caveat.blocks.get(highlight.block);
    const { start, end, quote } = highlight;
    if (!block || !quote || block.text.slice(start, end) !== quote) return null;
    const range = caveat.range(block, start, end);
    const squash = (text) => text.replaceAll(/[\s\u00ad\u200b\u2060\ufeff]+/g, "");
    const same = squash(range.toString().toWellFormed()) === squash(quote);
    return range.startContainer.isConnected && same ? { highlight, range } : null;
  }

  function paint({ highlight, range }) {
    const label = highlight.labels.includes("unsafe") ? "unsafe" : "overstated";
    add(`caveat-${label}${highlight.strength === "clear" ? "-clear" : ""}`, range);
  }

  function add(name, range) {
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
    CSS.highlights.get(name).add(range);
  }

  /** Shows which mark the open card belongs to. */
  caveat.emphasise = (mark) => {
    CSS.highlights.delete("caveat-shown");
    if (mark) add("caveat-shown", mark.range);
  };

  /** The mark under a point of the window, if any. */
  caveat.at = (x, y) =>
    marks.find(({ range }) =>
      [...range.getClientRects()].some(
        (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom,
      ),
    );

  if (!caveat.listening) {
    caveat.listening = true;
    document.addEventListener("click", (event) => {
      const mark = caveat.at(event.clientX, event.clientY);
      if (mark) caveat.open(mark.number);
    });
  }
})();
