// A page that changes is read again; what is new in it is asked about, once.

(() => {
  const CALM = 250; // ms from the first change to the look at it
  const SHARE = 20; // a look that took 50 ms is followed by 1 s of rest: 5 % of the time at most
  const MOST = 400; // blocks asked about by themselves; a page that never rests must not be sent for ever
  const CHANGES = { subtree: true, childList: true, characterData: true, attributeFilter: ["class", "style", "hidden", "open"] };

  const observer = new MutationObserver(() => (timer ||= setTimeout(look, Math.max(CALM, rested - performance.now()))));
  let watching = false;
  let timer = 0;
  let rested = 0;
  let asked = 0;

  /** Begins to watch the page, or ends it. What changed in the meantime counts. */
  caveat.watch = (yes) => {
    watching = yes;
    observer.disconnect();
    clearTimeout(timer);
    timer = 0;
    if (!yes) return;
    caveat.follow(document.body);
    look();
  };

  /** Watches a root that the reading came through: changes in a shadow root are not told outside of it. */
  caveat.follow = (root) => watching && observer.observe(root, CHANGES); // again is the same as once

  /** Reads the page again and gives what is to be asked, as far as that is not too much. */
  caveat.renew = () => {
    const article = caveat.fresh();
    asked += article.blocks.length;
    return asked > MOST ? { ...article, blocks: [] } : article;
  };

  function look() {
    timer = 0;
    const before = JSON.stringify(caveat.tally());
    const started = performance.now();
    caveat.fresh();
    rested = performance.now() + SHARE * (performance.now() - started);
    if (JSON.stringify(caveat.tally()) !== before) caveat.tell({ do: "changed" });
  }
})();
