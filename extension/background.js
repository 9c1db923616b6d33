// Hears the reader and the browser, and has done what they ask for.

import { runOnSites } from "./arrivals.js";
import * as browser from "./browser.js";
import { checkTab, endAll, leaveTab, moveTab, renewTab, returnTab, settleInterrupted, stopTab } from "./checks.js";
import * as drafts from "./drafts.js";
import * as page from "./page.js";
import * as settings from "./settings.js";
import { hash } from "./shown.js";
import { hostOf, isListed } from "./sites.js";
import * as states from "./states.js";

const settled = settleInterrupted();

browser.onMessage(async ({ do: wanted, tabId, number, yes, anyway, scope, quote, mark }, from) => {
  await settled; // any message wakes the background, and with that ends what was interrupted
  if (wanted === "check") await checkTab(tabId, { anyway, scope });
  if (wanted === "changed") await renewTab(from);
  if (wanted === "returned") await returnTab(from);
  if (wanted === "hide") await hideMark(from, String(quote));
  if (wanted === "wrong") await drafts.open({ kind: "wrong", ...mark });
  if (wanted === "missing") await reportMissing(tabId);
  if (wanted === "arrived") await checkArrived(from);
  if (wanted === "stop") await stopTab(tabId);
  if (wanted === "open") await reveal(tabId, page.open(tabId, number));
  if (wanted === "conceal") await conceal(tabId, yes);
});

browser.onErase(() => settled.then(endAll));

browser.onCommand(async (name, tabId) => {
  const step = { "next-mark": 1, "previous-mark": -1 }[name];
  await reveal(tabId, page.turn(tabId, step)).catch(() => {}); // a page that was not checked has no marks
});

const MENU = [
  { id: "page", title: browser.words("menuPage"), contexts: ["page"] },
  { id: "selection", title: browser.words("menuSelection"), contexts: ["selection"] },
  { id: "missing", title: browser.words("menuMissing"), contexts: ["selection"] },
];
browser.onInstalled(async (reason) => {
  await browser.fillMenu(MENU);
  await runOnSites((await settings.read()).always); // browsers forget that on an update
  if (reason === "install") await browser.openPage("welcome/welcome.html");
});
browser.onMenu((entry, tabId) =>
  entry === "missing" ? reportMissing(tabId) : checkTab(tabId, { scope: entry }),
);

browser.onMove(moveTab);
browser.onGone(leaveTab);

/** Checks a page of a site that the reader wants checked by itself. */
async function checkArrived(tabId) {
  const { always } = await settings.read();
  if (isListed(hostOf(await browser.address(tabId)), always)) await checkTab(tabId);
}

/** Opens the form for a sentence that should be marked: what is selected, or what the reader writes. */
async function reportMissing(tabId) {
  const quote = await page.selection(tabId).catch(() => "");
  const { tally } = await states.read(tabId);
  await drafts.open({ kind: "missing", quote, model: tally?.model });
}

/** Takes the marks off a page, or brings them back. */
async function conceal(tabId, yes) {
  await recount(tabId, await page.conceal(tabId, yes));
}

/** Learns that marks which were taken off are back, once a card has been opened. */
async function reveal(tabId, opened) {
  await opened;
  const { tally } = await states.read(tabId);
  if (tally?.concealed) await recount(tabId, await page.tally(tabId));
}

/** Remembers that the reader does not want to see a sentence's mark, which the page has taken off. */
async function hideMark(tabId, quote) {
  await settings.hide(await hash(quote));
  const tally = await page.tally(tabId).catch(() => null); // the right to ask may be gone, as after Back
  if (tally) await recount(tabId, tally);
}

async function recount(tabId, tally) {
  await states.write(tabId, { ...(await states.read(tabId)), tally });
}
