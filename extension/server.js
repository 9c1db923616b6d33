// The one file that fetches.

export const ADDRESS = "http://127.0.0.1:8750";
const PATIENCE = 25_000; // ms; Firefox ends a background at 30 s even with a request pending

/** A page could not be checked, with a key of _locales that says why. */
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
 * @param {{blocks: {id: string, text: string}[], title: string, include: string[]}} article
 * @param {AbortSignal} signal ends the request early
 * @returns the answer of POST /api/v1/check
 */
export async function check(article, signal) {
  let response;
  try {
    response = await fetch(`${ADDRESS}/api/v1/check`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(article),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
  } catch (error) {
    throw new CheckError(error.name === "TimeoutError" ? "serverSlow" : "serverDown");
  }
  const answer = await response.json().catch(() => null);
  if (response.status === 413) throw new CheckError("tooLong", answer?.detail);
  if (!response.ok) throw new CheckError("serverRefused", answer?.detail ?? response.status);
  if (!isAnswer(answer)) throw new CheckError("serverStrange");
  return answer;
}

/** Whether a body has what the marks and the popup rely on. */
function isAnswer(body) {
  const { coverage, highlights, sentences } = body ?? {};
  const isPlace = (one) =>
    typeof one?.block === "string" && Number.isInteger(one.start) && Number.isInteger(one.end);
  const arePlaces = (list) => Array.isArray(list) && list.every(isPlace);
  return (
    typeof coverage?.complete === "boolean" &&
    [coverage.skipped, sentences, highlights].every(arePlaces) &&
    highlights.every(isHighlight)
  );
}

function isHighlight({ quote, labels, strength, reasons, cues }) {
  return (
    typeof quote === "string" &&
    typeof strength === "string" &&
    [labels, reasons, cues].every(Array.isArray) &&
    labels.every((label) => label === "overstated" || label === "unsafe")
  );
}
