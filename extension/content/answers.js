// What the server said of each block, and how much of it stands on the page now.

(() => {
  /** By block text, so that a page that draws itself anew is not asked about twice. */
  let answers = new Map(); // text → {checked, skipped: codes, complete, highlights}
  let blocks = new Map(); // id → Block, in the order of the page
  let scope = "page";
  let place = ""; // the address at which the page was read last
  let next = 0; // the number of the next block's id
  let strays = 0; // highlights of blocks that were never sent
  let unplaced = 0;
  let model = "";

  /** Reads the article or the selection afresh; gives what the server is to be asked. */
  caveat.collect = (chosen = "page") =>
    caveat.slowly(function* () {
      answers = new Map();
      caveat.say(""); // or the same outcome again would not be told
      strays = 0;
      scope = chosen;
      return yield* fresh();
    });

  /** Reads the page as it is now, draws what is known, and gives the blocks that are new. */
  caveat.fresh = () => caveat.slowly(fresh);

  const here = () => location.pathname + location.search;

  function* fresh() {
    place = here();
    const found = yield* caveat.read(document.body, caveat.follow);
    const kept = scope === "selection" ? caveat.selected(found) : yield* caveat.article(found);
    blocks = new Map(kept.map((block) => [`b${next++}`, block]));
    yield* draw();
    const asked = new Set();
    const isNew = ([, { text }]) => !answers.has(text) && !asked.has(text) && asked.add(text);
    return {
      title: document.title.slice(0, 1000).toWellFormed().replaceAll("\0", ""),
      blocks: [...blocks].filter(isNew).map(([id, { text }]) => ({ id, text })),
    };
  }

  /** Keeps an answer for the blocks that were asked about, and draws it. */
  caveat.take = (asked, answer) =>
    caveat.slowly(function* () {
      keep(asked, answer);
      yield* draw();
      return caveat.tally();
    });

  function keep(asked, answer) {
    const of = (list, id) => list.filter((one) => one.block === id);
    model = answer.model.version;
    for (const { id, text } of asked) {
      answers.set(text, {
        checked: of(answer.sentences, id).length,
        skipped: of(answer.coverage.skipped, id).map(({ why }) => why),
        complete: answer.coverage.complete,
        highlights: of(answer.highlights, id).map((one) => ({ ...one, model })),
      });
    }
    const known = new Set(asked.map(({ id }) => id));
    strays += answer.highlights.filter(({ block }) => !known.has(block)).length;
  }

  /** What is known of the blocks that stand on the page now: numbers and codes, no text. */
  caveat.tally = () => {
    const known = current().map(({ answer }) => answer);
    const skipped = {};
    for (const why of known.flatMap((answer) => answer.skipped)) skipped[why] = (skipped[why] ?? 0) + 1;
    return {
      marks: caveat.count(),
      checked: known.reduce((sum, answer) => sum + answer.checked, 0),
      skipped,
      unplaced: unplaced + strays,
      ...left(known.flatMap((answer) => answer.highlights)),
      complete: known.every((answer) => answer.complete),
      blocks: blocks.size,
      waiting: blocks.size - known.length,
      concealed: caveat.concealed(),
      scope,
      model,
    };
  };

  /** Takes the marks of a sentence off the page, since the reader hid them. */
  caveat.leave = (quote) =>
    caveat.slowly(function* () {
      for (const { highlights } of answers.values()) {
        for (const one of highlights) if (one.quote === quote) one.left = "hidden";
      }
      yield* draw();
      return caveat.tally();
    });

  /** Has the page checked no further than it was; gives the tally. */
  caveat.once = () => {
    scope = "once";
    caveat.watch(false);
    return caveat.tally();
  };

  /** Where the page shows another address than when it was read: forgets all, and gives whether it was so. */
  caveat.leaveMoved = () =>
    caveat.slowly(function* () {
      if (!place || place === here()) return false;
      place = "";
      answers = new Map();
      blocks = new Map();
      strays = 0;
      yield* draw();
      return true;
    });

  const left = (highlights) => ({
    off: highlights.filter((one) => one.left === "off").length,
    hidden: highlights.filter((one) => one.left === "hidden").length,
  });

  const current = () =>
    [...blocks.values()].flatMap((block) => {
      const answer = answers.get(block.text);
      return answer ? [{ block, answer }] : [];
    });

  function* draw() {
    const wanted = current().flatMap(({ block, answer }) =>
      answer.highlights.filter((one) => !one.left).map((highlight) => ({ block, highlight })),
    );
    unplaced = wanted.length - (yield* caveat.draw(wanted));
  }
})();
