// Asks the server about blocks, a few at a time.

import * as page from "./page.js";
import { check } from "./server.js";
import * as sent from "./sent.js";
import { choose } from "./shown.js";

const BATCH = 20; // blocks in one request
const FIRST = 500; // characters in the first one of several: early marks, and enough to tell the language by

/** Sends blocks as the settings say; gives the answer, with what the reader wants to see. */
export async function askServer({ title, blocks }, chosen, signal) {
  const { server, sensitivity } = chosen;
  const request = { title, blocks, sensitivity, include: ["sentences"] };
  const answer = await check(server, request, { signal, keep: sent.keep });
  return { ...answer, highlights: await choose(answer.highlights, chosen) };
}

/** How many blocks are asked about first. */
function opening(blocks) {
  let size = 0;
  const last = blocks.findIndex(({ text }) => (size += text.length) >= FIRST);
  return blocks.length <= BATCH || last < 0 ? BATCH : Math.min(last + 1, BATCH);
}

/** Sends the blocks in order; each answer is drawn before the next is asked for. */
export async function askInBatches(tabId, { title, blocks }, { signal, tell, chosen }) {
  await tell({ done: 0, total: blocks.length });
  let done = 0;
  while (done < blocks.length && !signal.aborted) {
    const asked = blocks.slice(done, done + (done ? BATCH : opening(blocks)));
    done += asked.length;
    const answer = await askServer({ title, blocks: asked }, chosen, signal);
    if (signal.aborted) return;
    const tally = await page.take(tabId, asked, answer);
    await tell({ done, tally });
  }
}
