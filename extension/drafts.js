// Reports that are not sent yet. Each is shown on a page of its own before anything goes: a web
// page hears every key that is pressed in it, so that the form cannot be a part of the card.
// They are kept in memory until they are sent or cancelled, so that nothing typed is lost.

import { openPage, session } from "./browser.js";

const MOST = 1000; // characters of a sentence or a comment, as servers take them

const key = (id) => `draft-${id}`;

/**
 * What a report holds.
 *
 * @typedef {object} Draft
 * @property {"wrong" | "missing"} kind
 * @property {string} quote the sentence; longer than `cut` leaves it where it cannot all be sent
 * @property {string[]} labels what the mark said
 * @property {string[]} reasons codes of the reasons that it gave
 * @property {string} model the version that answered; "" where that is not known yet
 * @property {string} comment in the reader's own words
 */

/** A text as far as servers take it. No character is cut in two. */
export const cut = (text) => text.slice(0, MOST).replace(/[\ud800-\udbff]$/, "");

/** A draft as it goes to the server. */
export const asSent = (/** @type {Draft} */ draft) => ({ ...draft, quote: cut(draft.quote), comment: cut(draft.comment) });

/** Opens the form for a report; nothing is sent by that. */
export async function open({ kind, quote, labels = [], reasons = [], model = "" }) {
  const id = crypto.randomUUID();
  const text = quote.replaceAll(/[\s\0]+/g, " ").trim().toWellFormed();
  const kept = text.slice(0, MOST + 1); // enough to tell that it is cut, however much was selected
  await write(id, { kind, quote: kept, labels, reasons, model, comment: "" });
  await openPage(`report/report.html?draft=${id}`);
}

/** @returns {Promise<Draft | undefined>} nothing where it was sent or cancelled */
export const read = (id) => session.read(key(id));

export const write = (id, /** @type {Draft} */ draft) => session.write(key(id), draft);

export const forget = (id) => session.forget(key(id));
