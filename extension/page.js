// What is done inside a tab's page, by the content scripts there.

import { addStyle, ask, load } from "./browser.js";

const READABILITY = "vendor/Readability.js"; // installed by `make run`, not committed
const SCRIPTS = ["browser", "slices", "blocks", "article", "layer", "list", "card", "marks", "answers", "busy", "watch"].map(
  (name) => `content/${name}.js`,
);

/** Whether the page in a tab is one into which everything was loaded. */
export const isPrepared = (tabId) => ask(tabId, () => Boolean(globalThis.caveat?.watch)).catch(() => false);

/** Loads what is needed into the page, once. Rejects where the browser allows none. */
export async function prepare(tabId) {
  if (await isPrepared(tabId)) return;
  // Where Readability is missing nothing at all is loaded: then without it, and a plainer choice.
  const loaded = load(tabId, [READABILITY, ...SCRIPTS]).catch(() => load(tabId, SCRIPTS));
  await Promise.all([loaded, addStyle(tabId, "content/marks.css")]);
}

// The functions that are handed to `ask` run in the page: they see nothing of this file.

/** Begins a check: gives the title and the blocks of the article or the selection. */
export const collect = (tabId, scope, palette) =>
  ask(
    tabId,
    (chosen, colours) => {
      globalThis.caveat.palette = colours;
      globalThis.caveat.conceal(false);
      globalThis.caveat.busy(true);
      globalThis.caveat.watch(false);
      return globalThis.caveat.collect(chosen);
    },
    scope,
    palette,
  );

/** Ends a check: tells screen readers how it ended, and watches the page from then on or not. */
export const finish = (tabId, headline, watched) =>
  ask(
    tabId,
    (text, yes) => {
      globalThis.caveat.busy(false);
      globalThis.caveat.say(`Caveat: ${text}`);
      globalThis.caveat.watch(yes);
    },
    headline,
    watched,
  );

/** Gives the title and the blocks that are new since the check. */
export const renew = (tabId) => ask(tabId, () => globalThis.caveat.renew());

/** Draws an answer to the blocks that were asked about; gives the tally. */
export const take = (tabId, asked, answer) =>
  ask(tabId, (blocks, found) => globalThis.caveat.take(blocks, found), asked, answer);

/** Ends the watching of a page that is to be left alone from now on; gives the tally. */
export const once = (tabId) => ask(tabId, () => globalThis.caveat.once());

/** Where the page shows another address than when it was read: has it forget all; gives whether it was so. */
export const leaveMoved = (tabId) => ask(tabId, () => globalThis.caveat.leaveMoved());

/** The tally of what stands on the page. */
export const tally = (tabId) => ask(tabId, () => globalThis.caveat.tally());

/** Opens the card of a mark; marks that were taken off are back then. */
export const open = (tabId, number) => ask(tabId, (one) => globalThis.caveat.open(one), number);

/** Opens the card of the next mark, or with -1 of the one before. */
export const turn = (tabId, step) => ask(tabId, (by) => globalThis.caveat.turn(by), step);

/** Takes all marks off the page, or brings them back; gives the tally. */
export const conceal = (tabId, yes) => ask(tabId, (off) => globalThis.caveat.conceal(off), yes);

/** The text that is selected on the page, checked or not. */
export const selection = (tabId) => ask(tabId, () => String(getSelection()));

/** The marks as a list: [{number, labels, quote}]. */
export const listed = (tabId) => ask(tabId, () => globalThis.caveat.listed());
