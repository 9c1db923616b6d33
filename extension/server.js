// The one file that fetches.

import { isLocal } from "./sites.js";

const RECEIPT = /^[\w-]{22}$/;
const STATES = ["waiting", "upheld", "declined", "noted", "erased"]; // of a report
const PATIENCE = 25_000; // ms; Firefox ends a background at 30 s even with a request pending

/** A server could not do what it was asked, or a page not be checked; with a key of _locales that says why. */
export class CheckError extends Error {
  constructor(key, detail = "") {
    super(key);
    this.key = key;
    this.detail = detail;
  }
}

/**
 * Has a part of an article checked.
 *
 * @param {string} server its address
 * @param {{blocks: {id: string, text: string}[], title: string, sensitivity: string, include: string[]}} article
 * @param {{signal: AbortSignal, keep: typeof import("./sent.js").keep}} how `signal` ends the
 *   request early; `keep` is called before anything goes
 * @returns the answer of POST /api/v1/check
 */
export async function check(server, article, { signal, keep }) {
  const address = `${server}/api/v1/check`;
  const request = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(article),
    signal,
  };
  const keepAnswer = await keep({ address, request: request.body });
  const { status, text } = await exchange(address, request);
  await keepAnswer({ status, answer: text });
  const answer = parse(text);
  if (status === 413) throw new CheckError("tooLong", answer?.detail);
  if (status !== 200) throw new CheckError("serverRefused", answer?.detail ?? status);
  if (!isAnswer(answer)) throw new CheckError("serverStrange");
  return answer;
}

/**
 * Sends a reader's report. Where no answer came it may have been kept all the same.
 *
 * @param {string} server its address
 * @param {import("./drafts.js").Draft} draft
 * @returns {Promise<string>} the receipt
 */
export async function report(server, draft) {
  const request = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(draft),
  };
  const { status, text, wait } = await exchange(`${server}/api/v1/reports`, request).catch(() => {
    throw new CheckError("reportUnanswered");
  });
  const answer = parse(text);
  if (status === 429) throw new CheckError("reportsTooMany", String(Math.max(1, Math.ceil(wait / 60))));
  if (status === 507) throw new CheckError("reportsFull");
  if (status !== 201) throw new CheckError("reportRefused", answer?.detail ?? String(status));
  if (!RECEIPT.test(answer?.receipt)) throw new CheckError("serverStrange");
  return answer.receipt;
}

/**
 * Asks what became of a report.
 *
 * @param {string} server
 * @param {string} receipt
 * @returns {Promise<{state: string, reply?: string}>}
 */
export async function findReport(server, receipt) {
  const { status, text } = await exchange(`${server}/api/v1/reports/${receipt}`);
  const answer = parse(text);
  if (status === 404) throw new CheckError("reportNotFound");
  if (status !== 200) throw new CheckError("reportNotTold", answer?.detail ?? String(status));
  if (!STATES.includes(answer?.state)) throw new CheckError("serverStrange");
  return { state: answer.state, reply: answer.reply && String(answer.reply) };
}

/** What a server says of itself: {version, codebook, limits}. Throws a CheckError. */
export async function describe(server) {
  const asked = ["model", "limits"].map((name) => exchange(`${server}/api/v1/${name}`));
  const answers = await Promise.all(asked);
  const [model, limits] = answers.map(({ text }) => parse(text));
  const isModel = typeof model?.version === "string" && Number.isInteger(model.codebook);
  const isLimits = ["blocks", "characters", "seconds"].every((name) => limits?.[name] > 0);
  if (answers[0].status === 503) throw new CheckError("serverRefused", model?.detail);
  if (!isModel || !isLimits) throw new CheckError("serverStrange");
  return { version: model.version, codebook: model.codebook, limits };
}

/** One request and its answer, without cookies and without saying which page it is for. */
async function exchange(address, /** @type {RequestInit} */ { signal, ...request } = {}) {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(address, {
      ...request,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "error",
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    const wait = Number(response.headers.get("Retry-After")); // seconds
    return { status: response.status, wait, text: await response.text() };
  } catch {
    if (patience.aborted) throw new CheckError("serverSlow");
    throw new CheckError(isLocal(address) ? "serverDown" : "serverAway", new URL(address).host);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether a body has what the marks and the popup rely on. */
function isAnswer(body) {
  const { model, coverage, highlights, sentences } = body ?? {};
  const isPlace = (one) =>
    typeof one?.block === "string" && Number.isInteger(one.start) && Number.isInteger(one.end);
  const arePlaces = (list) => Array.isArray(list) && list.every(isPlace);
  return (
    typeof model?.version === "string" &&
    typeof coverage?.complete === "boolean" &&
    [coverage.skipped, sentences, highlights].every(arePlaces) &&
    highlights.every(isHighlight)
  );
}

function isHighlight({ quote, labels, strength, reasons, cues, note }) {
  return (
    (!note || isNote(note)) &&
    typeof quote === "string" &&
    typeof strength === "string" &&
    [labels, reasons, cues].every(Array.isArray) &&
    labels.every((label) => label === "overstated" || label === "unsafe")
  );
}

/** Whether a note can be shown; its address becomes a link on a page, so nothing but https will do. */
function isNote({ text, source, url, looked_up: day }) {
  const areTexts = [text, source].every((one) => typeof one === "string");
  return areTexts && URL.parse(url)?.protocol === "https:" && /^\d{4}-\d\d-\d\d$/.test(day);
}
