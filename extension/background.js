// Checks a tab's article when the popup asks: collect, send, mark, tell.

import * as browser from "./browser.js";
import { check, CheckError } from "./server.js";

const SCRIPTS = ["content/collect.js", "content/article.js", "content/marks.js", "content/card.js"];
const READABILITY = "vendor/Readability.js"; // installed by `make run`, not committed
const BATCH = 40; // blocks in one request: the first marks appear early

browser.onMessage((message) => {
  if (message.do === "check") checkTab(message.tabId);
  if (message.do === "open") browser.ask(message.tabId, openCard, message.number);
});

browser.onLeave((tabId) => browser.state.forget(tabId));

/** Checks the article of a tab; every outcome, good or bad, ends in its state. */
async function checkTab(tabId) {
  const tell = (value) => browser.state.write(tabId, value);
  try {
    const article = await collect(tabId);
    await tell({ is: "checking", done: 0, total: article.blocks.length });
    const found = await checkInBatches(tabId, article, tell);
    await tell({ is: "checked", ...found });
    const judged = found.checked > 0 && found.complete;
    await browser.badge(tabId, judged || found.marks.length ? String(found.marks.length) : "?");
  } catch (error) {
    const known = error instanceof CheckError;
    if (!known) console.error("Caveat:", error.name, error.lineNumber ?? "");
    await tell({ is: "failed", key: known ? error.key : "fault", detail: error.detail });
    await browser.badge(tabId, "?");
  }
}

/** Loads what is needed into the page and reads its blocks. */
async function collect(tabId) {
  await browser.load(tabId, [READABILITY]).catch(() => {}); // without it: a plainer choice
  await browser.load(tabId, SCRIPTS).catch(() => {
    throw new CheckError("pageUnreadable");
  });
  await browser.addStyle(tabId, "content/marks.css");
  const article = await browser.ask(tabId, () => globalThis.caveat.collect());
  if (article.blocks.length === 0) throw new CheckError("noText");
  return article;
}

/** Sends the blocks in order, marks what comes back, and adds up what was covered. */
async function checkInBatches(tabId, { blocks, title }, tell) {
  const found = { sentences: 0, checked: 0, unplaced: 0, skipped: {}, complete: true, marks: [] };
  for (let start = 0; start < blocks.length; start += BATCH) {
    const answer = await check({ title, blocks: blocks.slice(start, start + BATCH) });
    const placed = await browser.ask(tabId, drawMarks, answer.highlights, wordsForCards());
    add(found, answer, placed);
    await tell({ is: "checking", done: start + BATCH, total: blocks.length });
  }
  return found;
}

/** Adds one answer to the sums; `placed` are the numbers of the highlights that were drawn. */
function add(found, { coverage, highlights }, placed) {
  found.sentences += coverage.sentences;
  found.checked += coverage.checked;
  found.complete &&= coverage.complete;
  for (const { why } of coverage.skipped) found.skipped[why] = (found.skipped[why] ?? 0) + 1;
  found.unplaced += highlights.length - placed.length;
  found.marks.push(...placed.map(({ number, labels }) => ({ number, labels })));
}

// The two functions below run in the page, beside the content scripts.

function drawMarks(highlights, words) {
  return globalThis.caveat.draw(highlights, words);
}

function openCard(number) {
  globalThis.caveat.open(number);
}

/** The words that cards show; content scripts do not reach _locales by themselves. */
function wordsForCards() {
  const codes = [
    ...["overstated", "unsafe", "clear", "likely"],
    ...["certainty", "hype", "cause", "scope", "comparison", "evidence"],
    ...["unsupervised", "dose", "risk", "refusal", "hazard"],
    ...["cues", "close", "next", "previous", "guide", "markList"],
  ];
  return Object.fromEntries(codes.map((code) => [code, browser.words(code)]));
}
