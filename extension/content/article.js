// Chooses which blocks are the article.

(() => {
  const ENOUGH = 500; // characters; a choice that keeps fewer has missed the article
  const LONG = 20_000; // characters; on a longer page each step with all of it has a slice of its own
  const BESIDE = "footer,aside,[role=contentinfo],[role=complementary],[role=dialog]";
  const ASIDE = `header,[role=banner],${BESIDE}`;
  const MAIN = "article,main,[role=main]";
  const PLAIN = "p > :is(b,em,i,small,span,strong,sub,sup,u)";
  const squash = (text) => text.replaceAll(/[\s\u00ad\u200b\u2060\ufeff]+/g, "");
  const size = (blocks) => blocks.reduce((sum, block) => sum + block.text.length, 0);

  /** Keeps the blocks of the article: by Readability where it is installed, else by landmarks. In slices. */
  caveat.article = function* (blocks) {
    const chosen = yield* byReadability(blocks);
    return size(chosen) >= ENOUGH ? chosen : byLandmarks(blocks);
  };

  /**
   * Takes plain inline elements out of a copy's paragraphs. Readability looks at each element of
   * a page, some several times, and these do not count in anything that it decides.
   */
  caveat.lighten = function* (page) {
    for (const element of page.querySelectorAll(PLAIN)) {
      yield;
      if (!element.attributes.length && !element.firstElementChild) element.replaceWith(...element.childNodes);
    }
  };

  /** Keeps the blocks that the reader's selection touches; none where it has become a mere caret. */
  caveat.selected = (blocks) => {
    const selection = getSelection();
    if (String(selection) === "") return [];
    return blocks.filter((block) => block.runs.some(({ node }) => selection.containsNode(node, true)));
  };

  function* byReadability(blocks) {
    if (!Reflect.get(globalThis, "Readability")) return [];
    const long = size(blocks) > LONG;
    yield long;
    const page = /** @type {Document} */ (document.cloneNode(true));
    yield long;
    if (long) yield* caveat.lighten(page);
    yield long;
    // It cannot be interrupted, so it is spared what is of no use here.
    const article = new Readability(page, { keepClasses: true, serializer: () => "" }).parse();
    yield long;
    const text = squash(article?.textContent ?? "");
    const title = squash(article?.title ?? "");
    const kept = [];
    for (const block of blocks) {
      yield;
      if (text.includes(squash(block.text)) ? !isBeside(block) : isHeadline(block, title)) kept.push(block);
    }
    return kept;
  }

  /** Whether a block stands beside the article; a header that Readability keeps is the article's own. */
  function isBeside(block) {
    const aside = block.element?.closest(BESIDE);
    return Boolean(aside && !aside.parentElement?.closest(MAIN));
  }

  /** Whether a heading repeats the page's title: Readability leaves such a one out. */
  function isHeadline(block, title) {
    const text = squash(block.text);
    const alike = text.includes(title) || (title.includes(text) && text.length * 2 >= title.length);
    return Boolean(title && alike && block.element?.closest("h1,h2"));
  }

  function byLandmarks(blocks) {
    const apart = blocks.filter((block) => !block.element?.closest(ASIDE));
    const main = apart.filter((block) => block.element?.closest(MAIN));
    return size(main) >= size(apart) / 2 ? main : apart;
  }
})();
