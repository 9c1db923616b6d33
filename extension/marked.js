// Marks texts of the extension's own pages as texts of web pages are marked (content/marks.css).

/**
 * Marks elements with a label, in place of those that had that mark before.
 *
 * @param {Iterable<Element>} elements
 * @param {{palette: string, label: string}} how
 */
export function mark(elements, { palette, label }) {
  const ranges = Array.from(elements, (element) => {
    const range = new Range();
    range.selectNodeContents(element);
    return range;
  });
  CSS.highlights.set(`caveat-${palette}-${label}`, new Highlight(...ranges));
}
