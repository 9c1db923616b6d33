// Checks a tab's article: read it, send it, have it marked. Every outcome ends in the tab's state.

import { askInBatches } from "./asking.js";
import { address } from "./browser.js";
import * as page from "./page.js";
import { CheckError } from "./server.js";
import * as sent from "./sent.js";
import * as settings from "./settings.js";
import { hostOf, leftAlone } from "./sites.js";
import * as states from "./states.js";
import { headline } from "./wording.js";

const running = new Map(); // tabId → AbortController

/**
 * Checks a tab from the beginning: what it shows, or what is selected there.
 *
 * @param {number} tabId
 * @param {{scope?: "page" | "selection", anyway?: boolean}} options `anyway` also where the
 *   settings say that the site is left alone: then this once, and no text that appears later.
 *   Whoever asked for that may ask again without it
 */
export async function checkTab(tabId, { scope: wanted = "page", anyway = false } = {}) {
  const [chosen, url, { tally }] = await Promise.all([settings.read(), address(tabId), states.read(tabId)]);
  const why = leftAlone(hostOf(url), chosen);
  const scope = why && wanted === "page" ? "once" : wanted;
  const isAsked = anyway || tally?.scope === "once";
  if (why && !isAsked) return states.write(tabId, { is: "unchecked", why, scope: wanted, tally });
  return during(tabId, async (progress) => {
    const prepared = page.prepare(tabId).catch(() => {
      throw new CheckError("pageUnreadable");
    });
    await Promise.all([prepared, progress.tell({ scope: wanted }), sent.begin()]);
    const article = await page.collect(tabId, scope, chosen.palette);
    if (article.blocks.length === 0) throw new CheckError(scope === "selection" ? "noSelection" : "noText");
    await askInBatches(tabId, article, { ...progress, chosen });
  });
}

/** Asks about what is new in a page that changed since it was checked; not where it is left alone by now. */
export async function renewTab(tabId) {
  const { is, scope, tally } = await states.read(tabId);
  if (is !== "checked" || running.has(tabId)) return;
  const [chosen, url] = await Promise.all([settings.read(), address(tabId)]);
  if (leftAlone(hostOf(url), chosen)) return states.write(tabId, { is, scope, tally: await page.once(tabId) });
  await during(
    tabId,
    async (progress) => {
      const article = await page.renew(tabId);
      if (article.blocks.length) await askInBatches(tabId, article, { ...progress, chosen });
      else progress.know({ tally: await page.tally(tabId) });
    },
    { scope, tally, renewal: true },
  );
}

/** Ends a running check; what is marked by then stays. */
export async function stopTab(tabId) {
  const run = running.get(tabId);
  if (!run) return;
  const state = await states.read(tabId);
  run.abort();
  await states.write(tabId, { done: 0, total: 0, ...state, is: "stopped" });
  await finishTab(tabId);
}

/** Ends all checks and forgets what they sent; nothing is written of them from then on. */
export async function endAll() {
  await Promise.all([...running.keys()].map(stopTab));
  await sent.begin(); // after what is being kept just now
}

/** Forgets a tab that shows another page by now. A link within a page that is watched leaves all as it is. */
export async function moveTab(tabId) {
  const run = running.get(tabId);
  const { is, total } = await states.read(tabId);
  const isReading = is === "checking" && !total; // the new page, it may be, into which nothing is loaded yet
  if (isReading) return;
  const isPrepared = await page.isPrepared(tabId);
  if (running.get(tabId) !== run) return;
  await (isPrepared ? leaveArticle(tabId) : leaveTab(tabId));
}

/** Forgets an article that is not watched and has made room for another: sites do that without a new page. */
async function leaveArticle(tabId) {
  if (running.has(tabId) || isWatched(await states.read(tabId))) return;
  const hasMoved = await page.leaveMoved(tabId).catch(() => false); // the page may be gone
  if (hasMoved && !running.has(tabId)) await returnTab(tabId);
}

/** Learns from a page that came back as it was left how that was, with the marks that stand on it. */
export async function returnTab(tabId) {
  await leaveTab(tabId); // of the page that was shown meanwhile
  const tally = await page.tally(tabId).catch(() => null); // Firefox may have taken back the right to ask
  await states.write(tabId, tally ? states.of(tally) : states.UNCHECKED);
  await finishTab(tabId);
}

/** Forgets a tab that is gone. */
export function leaveTab(tabId) {
  running.get(tabId)?.abort();
  running.delete(tabId);
  return states.forget(tabId);
}

/** Says of checks that ended with an earlier run of the background that they did. */
export async function settleInterrupted() {
  for (const [tabId, state] of await states.unfinished()) {
    if (running.has(tabId)) continue;
    await states.write(tabId, { ...state, is: "failed", why: "interrupted" });
    await finishTab(tabId);
  }
}

/** Does the work of a check; a later check of the same tab ends it without a trace. */
async function during(tabId, work, /** @type {Partial<states.State>} */ known = {}) {
  running.get(tabId)?.abort();
  const run = new AbortController();
  running.set(tabId, run);
  let last = known;
  const write = async (state) => run.signal.aborted || states.write(tabId, state);
  const know = (more) => (last = { ...last, ...more });
  const tell = (more) => write({ is: "checking", ...know(more) });
  try {
    await work({ signal: run.signal, tell, know });
    await write({ is: "checked", scope: last.scope, tally: last.tally });
  } catch (error) {
    await write({ is: "failed", ...explain(error), ...last });
  }
  if (running.get(tabId) !== run) return;
  running.delete(tabId);
  await finishTab(tabId);
}

/** Tells the page that its check is over; a page that was checked whole is watched from then on. */
async function finishTab(tabId) {
  const state = await states.read(tabId);
  await page.finish(tabId, headline(state), isWatched(state)).catch(() => {}); // it may be gone
  await leaveArticle(tabId); // it may have gone during the check
}

const isWatched = (/** @type {states.State} */ { is, tally }) => is === "checked" && tally.scope === "page";

/** Why a check failed, as a state has it. */
export function explain(error) {
  if (error instanceof CheckError) return { why: error.key, detail: String(error.detail) };
  console.error("Caveat:", error.name, error.lineNumber ?? ""); // the message might hold text
  return { why: "fault" };
}
