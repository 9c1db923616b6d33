// The requests of the last check, and all that was sent since, with their answers, as they went,
// for the reader to see.
// In memory only: they are gone when the browser is closed.

import { session } from "./browser.js";

const KEY = "sent";
const MOST = 2_000_000; // characters; storage.session holds 10 MB in all

/** Changes what is kept, one after another: several tabs and the first page may be asking at once. */
const inTurn = (change) => navigator.locks.request(KEY, change);

/** What was sent last: {exchanges: [{address, request, status, answer}], dropped}. */
export const read = async () => (await session.read(KEY)) ?? { exchanges: [], dropped: 0 };

/** Forgets the check before, when a new one begins. */
export const begin = () => inTurn(() => session.forget(KEY));

/** Keeps one request and its answer; the first ones go when there are too many. */
export const keep = (exchange) => inTurn(() => add(exchange));

async function add(exchange) {
  const { exchanges, dropped } = await read();
  exchanges.push(exchange);
  let size = exchanges.reduce((sum, { request, answer }) => sum + request.length + answer.length, 0);
  let gone = dropped;
  for (; size > MOST && exchanges.length > 1; gone += 1) {
    const { request, answer } = exchanges.shift();
    size -= request.length + answer.length;
  }
  await session.write(KEY, { exchanges, dropped: gone });
}
