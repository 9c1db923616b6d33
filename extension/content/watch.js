// A page that changes is read again; what is new in it is asked about, once.

(() => {
  const CALM = 250; // ms from the first change to the look at it
  const SHARE = 20; // a look that took 50 ms is followed by 1 s of rest: 5 % of the time at most
  const MOST = 400; // blocks asked about by themselves; a page that never rests must not be sent for ever
  const CHANGES = { subtree: true, childList: true, characterData: true, attributeFilter: ["class", "style", "hidden", "open"] };

  const observer = new MutationObserver(() => (timer ||= setTimeout(look, CALM)));
  let watching = false;
  let timer = 0;
  let rested = Promise.resolve(); // after the look before this one, and the rest that it takes
  let asked = 0;

  /** Begins to watch the page, or ends it. What changed in the meantime counts. */
  caveat.watch = (yes) => {
    watching = yes;
    observer.disconnect();
    clearTimeout(timer);
    timer = 0;
    if (!yes) return;
    caveat.follow(document.documentElement); // not the body: pages replace it
    timer = setTimeout(look);
  };

  /** Watches a root that the reading came through: changes in a shadow root are not told outside of it. */
  caveat.follow = (root) => watching && observer.observe(root, CHANGES); // again is the same as once

  /** Reads the page again and gives what is to be asked, as far as that is not too much. */
  caveat.renew = async () => {
    const article = await caveat.fresh();
    asked += article.blocks.length;
    return asked > MOST ? { ...article, blocks: [] } : article;
  };

  // A page that comes back as it was left, with its marks: how it stands is the background's to say.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    caveat.busy(false);
    caveat.watch(false);
    caveat.tell({ do: "returned" });
  });

  async function look() {
    await rested;
    timer = 0; // what changes from here on asks for another look
    if (!watching) return;
    const before = JSON.stringify(caveat.tally());
    const spent = caveat.spent;
    const done = caveat.fresh();
    rested = done.then(() => pause(SHARE * (caveat.spent - spent)), () => pause(CALM));
    await done;
    const now = caveat.tally();
    const waits = now.waiting && asked <= MOST; // it came while what came before was asked about
    if (waits || JSON.stringify(now) !== before) caveat.tell({ do: "changed" });
  }

  const pause = (time) => new Promise((go) => setTimeout(go, time));
})();
