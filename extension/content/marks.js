// Draws highlights with the CSS Custom Highlight API: nothing of the page is changed.

(() => {
  const SHOWN = "caveat-shown";
  const squash = (text) => text.replaceAll(/[\s\u00ad\u200b\u2060\ufeff]+/g, "");

  /** What is drawn, in the order of the page: {number, highlight, range}. */
  let marks = [];
  let concealed = false;
  let names = new Set(); // of the highlights: Firefox does not let content scripts iterate the registry

  /** The colours that the reader chose, as marks.css has them. */
  caveat.palette = "standard";

  /**
   * Draws what can be placed, in place of what was drawn before. The quote is verified
   * first: what cannot be found exactly is not drawn. In slices.
   *
   * @returns {Generator<void, number>} gives how many were placed
   */
  caveat.draw = function* (wanted) {
    const placed = [];
    for (const one of wanted) {
      yield;
      placed.push(place(one));
    }
    marks = placed.filter(Boolean);
    marks.forEach((mark, index) => (mark.number = index + 1));
    show();
    return marks.length;
  };

  /** Takes all marks off the page, or brings them back. */
  caveat.conceal = (yes) => {
    concealed = yes;
    show();
    return caveat.tally();
  };

  caveat.concealed = () => concealed;
  caveat.mark = (number) => marks[number - 1];
  caveat.numberOf = (highlight) => marks.find((mark) => mark.highlight === highlight)?.number ?? 0;
  caveat.count = () => marks.length;

  /** The marks as the popup lists them. */
  caveat.listed = () =>
    marks.map(({ number, highlight: { labels, quote } }) => ({ number, labels, quote }));

  function place({ block, highlight }) {
    const { start, end, quote } = highlight;
    if (!quote || block.text.slice(start, end) !== quote) return null;
    const range = caveat.range(block, start, end);
    if (!range) return null;
    const same = squash(range.toString().toWellFormed()) === squash(quote);
    return range.startContainer.isConnected && same ? { highlight, range } : null;
  }

  function show() {
    for (const name of names) CSS.highlights.delete(name);
    names = new Set();
    if (!concealed) marks.forEach(paint);
    caveat.list(concealed ? [] : marks);
  }

  function paint({ highlight, range }) {
    const label = highlight.labels.includes("unsafe") ? "unsafe" : "overstated";
    add(`caveat-${caveat.palette}-${label}${highlight.strength === "clear" ? "-clear" : ""}`, range);
  }

  function add(name, range) {
    names.add(name);
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
    CSS.highlights.get(name).add(range);
  }

  /** Shows which mark the open card belongs to. */
  caveat.emphasise = (mark) => {
    CSS.highlights.delete(SHOWN);
    if (mark) CSS.highlights.set(SHOWN, new Highlight(mark.range));
  };

  /** The mark under a point of the window, if any; a click on `target` is not one on what lies beneath it. */
  caveat.at = (x, y, target) =>
    concealed
      ? undefined
      : marks.find(({ range }) => covers(range, x, y) && holds(target, range));

  const covers = (range, x, y) =>
    [...range.getClientRects()].some(
      (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom,
    );

  /** Whether an element holds some of a range's text, be it in a shadow root inside. */
  function holds(element, range) {
    return [...around(range)].includes(element) || range.intersectsNode(element);
  }

  /** The nodes around a range's text, out of the shadow roots too. */
  function* around({ startContainer: node }) {
    for (; node; node = node.assignedSlot ?? node.parentNode ?? node.host) yield node;
  }

  /** Scrolls a range to the middle of the window; the element around it may be far taller, or have no box. */
  caveat.center = (range) => {
    if (range.getClientRects().length === 0) return; // it is not to be seen at all
    for (const node of around(range)) {
      const isInner = node instanceof Element && node !== document.scrollingElement;
      if (isInner) scrollIn(node, node.getBoundingClientRect(), range);
    }
    scrollIn(window, { left: 0, top: 0, right: innerWidth, bottom: innerHeight }, range);
  };

  function scrollIn(scroller, frame, range) {
    const { left, top, right, bottom } = range.getBoundingClientRect();
    scroller.scrollBy({
      left: Math.min(left - frame.left, 0) || Math.max(right - frame.right, 0),
      top: (top + bottom - frame.top - frame.bottom) / 2,
      behavior: "instant", // what is measured next must have arrived
    });
  }

  document.addEventListener("click", (event) => {
    const mark = caveat.at(event.clientX, event.clientY, event.composedPath()[0]);
    if (mark) caveat.open(mark.number);
  });
})();
