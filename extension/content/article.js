// Chooses which blocks are the article.

(() => {
  const ENOUGH = 500; // characters; a choice that keeps fewer has missed the article
  const ASIDE = "header,footer,aside,[role=banner],[role=contentinfo],[role=complementary],[role=dialog]";
  const MAIN = "article,main,[role=main]";
  const squash = (text) => text.replaceAll(/[\s\u00ad\u200b\u2060\ufeff]+/g, "");
  const size = (blocks) => blocks.reduce((sum, block) => sum + block.text.length, 0);

  /** Keeps the blocks of the article: by Readability where it is installed, else by landmarks. */
  caveat.article = (blocks) => {
    const chosen = byReadability(blocks);
    return size(chosen) >= ENOUGH ? chosen : byLandmarks(blocks);
  };

  /** Keeps the blocks that the reader's selection touches. */
  caveat.selected = (blocks) => {
    const selection = getSelection();
    return blocks.filter((block) => block.runs.some(({ node }) => selection.containsNode(node, true)));
  };

  function byReadability(blocks) {
    if (!Reflect.get(globalThis, "Readability")) return [];
    const article = new Readability(/** @type {Document} */ (document.cloneNode(true))).parse();
    const text = squash(article?.textContent ?? "");
    return blocks.filter((block) => text.includes(squash(block.text)));
  }

  function byLandmarks(blocks) {
    const outside = blocks.filter((block) => !block.element?.closest(ASIDE));
    const main = outside.filter((block) => block.element?.closest(MAIN));
    return size(main) >= size(outside) / 2 ? main : outside;
  }
})();
