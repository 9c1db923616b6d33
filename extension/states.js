// What is known of a tab: numbers and codes, never article text. Kept in memory only.

import { badge, session } from "./browser.js";
import { headline, isWhole, notShown } from "./wording.js";

const PREFIX = "tab-";
const ACCENT = "#1d4e5f";
const QUIET = "#566268";
const ALARM = "#9a3412";

/**
 * What stands on a page: numbers of marks and sentences, and of what is not shown or not covered.
 *
 * @typedef {object} Tally
 * @property {number} marks drawn
 * @property {number} checked sentences
 * @property {Record<string, number>} skipped sentences, by why
 * @property {number} unplaced marks whose text was not found on the page
 * @property {number} off marks whose labels or reasons are switched off
 * @property {number} hidden marks that the reader hid
 * @property {number} blocks of the article or the selection
 * @property {number} waiting blocks that were not asked about
 * @property {boolean} complete whether the server went through all that it was asked
 * @property {boolean} concealed whether the page's marks are taken off for now
 * @property {"page" | "selection" | "once"} scope what was checked; "once": the page as it was then
 * @property {string} model the version that answered last
 */

/**
 * @typedef {object} State
 * @property {"unchecked" | "checking" | "checked" | "stopped" | "failed"} is
 * @property {string} [why] a key of _locales: why it is unchecked or failed
 * @property {string} [detail] what the server said about that
 * @property {"page" | "selection"} [scope] what was to be checked
 * @property {number} [done] blocks of `total` that were asked about; none while the page is read
 * @property {number} [total]
 * @property {boolean} [renewal] whether `total` is what is new in a page that was checked before
 * @property {Tally} [tally] what is known so far
 */

/** @type {State} */
export const UNCHECKED = { is: "unchecked" };

const key = (tabId) => `${PREFIX}${tabId}`;

/** @returns {Promise<State>} */
export const read = async (tabId) => (await session.read(key(tabId))) ?? UNCHECKED;

export const forget = (tabId) => session.forget(key(tabId));

export const watch = (tabId, hear) =>
  session.watch(key(tabId), (state) => hear(state ?? UNCHECKED));

/**
 * Keeps a tab's state and shows it on the toolbar button.
 *
 * @param {number} tabId
 * @param {State} state
 */
export async function write(tabId, state) {
  await session.write(key(tabId), state);
  await badge(tabId, { ...onBadge(state), title: headline(state) });
}

/**
 * The tabs whose check was going on.
 *
 * @returns {Promise<[number, State][]>}
 */
export async function unfinished() {
  const kept = Object.entries(await session.readAll());
  return kept
    .filter(([name, state]) => name.startsWith(PREFIX) && state.is === "checking")
    .map(([name, state]) => [Number(name.slice(PREFIX.length)), state]);
}

/**
 * The state of a page by what is known in it, where nobody remembers more.
 *
 * @param {Tally} tally
 * @returns {State}
 */
export function of(tally) {
  const { blocks, waiting, checked, skipped } = tally;
  const scope = tally.scope === "selection" ? "selection" : "page";
  if (!checked && !Object.keys(skipped).length) return UNCHECKED;
  return { is: waiting ? "stopped" : "checked", scope, done: blocks - waiting, total: blocks, tally };
}

/** A number that stands alone is that of a page of which all is known; every other has a question mark. */
function onBadge(/** @type {State} */ { is, why, tally }) {
  const marks = tally?.marks ?? 0;
  if (is === "unchecked") return { text: why ? "?" : "", color: QUIET };
  if (is === "checking") return { text: "…", color: QUIET };
  if (is === "checked" && isPlain(tally)) return { text: `${marks}`, color: marks ? ACCENT : QUIET };
  return { text: marks ? `${marks}?` : "?", color: ALARM };
}

/** Whether the number of marks says how the page stands. @param {Tally} tally */
function isPlain(tally) {
  const isMissing = tally.unplaced || (!tally.marks && notShown(tally));
  return isWhole(tally) && tally.scope === "page" && !isMissing;
}
