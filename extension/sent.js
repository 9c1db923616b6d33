// The requests of the last check, and all that was sent since, with their answers, as they went,
// for the reader to see.
// In memory only: they are gone when the browser is closed.

import { session } from "./browser.js";

const KEY = "sent";
const MOST = 2_000_000; // characters; storage.session holds 10 MB in all

/** Does one thing after another: several tabs and the first page may be asking at once. */
const inTurn = (work) => navigator.locks.request(KEY, work);

/** What was sent last: {exchanges: [{id, address, request, status, answer}], dropped}; status 0 without an answer. */
export const read = async () => (await session.read(KEY)) ?? { exchanges: [], dropped: 0 };

/** Forgets the check before, when a new one begins. */
export const begin = () => inTurn(() => session.forget(KEY));

/**
 * Keeps a request that is about to go: who sends it may be gone before its answer comes.
 *
 * @param {{address: string, request: string}} request
 * @returns {Promise<(answer: {status: number, answer: string}) => Promise<void>>} keeps the answer with it
 */
export async function keep(request) {
  const id = crypto.randomUUID();
  await change((exchanges) => [...exchanges, { id, ...request, status: 0, answer: "" }]);
  return (answer) => change((exchanges) => exchanges.map((one) => (one.id === id ? { ...one, ...answer } : one)));
}

/** Changes what is kept; the first ones go when there are too many. */
const change = (how) => inTurn(() => rewrite(how));

async function rewrite(how) {
  const { exchanges: before, dropped } = await read();
  const exchanges = how(before);
  let size = exchanges.reduce((sum, { request, answer }) => sum + request.length + answer.length, 0);
  let gone = dropped;
  for (; size > MOST && exchanges.length > 1; gone += 1) {
    const { request, answer } = exchanges.shift();
    size -= request.length + answer.length;
  }
  await session.write(KEY, { exchanges, dropped: gone });
}
