// Reports that are not sent yet. Each is shown on a page of its own before anything goes: a web
// page hears every key that is pressed in it, so that the form cannot be a part of the card.
// They are kept in memory until they are sent or cancelled, so that nothing typed is lost.

import { openPage, session } from "./browser.js";

const MOST = 1000; // characters of a sentence, as servers take it

const key = (id) => `draft-${id}`;

/**
 * What a report holds, as it goes to the server.
 *
 * @typedef {object} Draft
 * @property {"wrong" | "missing"} kind
 * @property {string} quote the sentence
 * @property {string[]} labels what the mark said
 * @property {string[]} reasons codes of the reasons that it gave
 * @property {string} model the version that answered; "" where that is not known yet
 * @property {string} comment in the reader's own words
 */

/** Opens the form for a report; nothing is sent by that. */
export async function open({ kind, quote, labels = [], reasons = [], model = "" }) {
  const id = crypto.randomUUID();
  const text = quote.replaceAll(/[\s\0]+/g, " ").trim().slice(0, MOST).toWellFormed();
  await write(id, { kind, quote: text, labels, reasons, model, comment: "" });
  await openPage(`report/report.html?draft=${id}`);
}

/** @returns {Promise<Draft | undefined>} nothing where it was sent or cancelled */
export const read = (id) => session.read(key(id));

export const write = (id, /** @type {Draft} */ draft) => session.write(key(id), draft);

export const forget = (id) => session.forget(key(id));
