// The reports that the reader sent from this browser: what is needed to ask what became of them.

import { local } from "./browser.js";

const PREFIX = "report-"; // one key for each, so that two tabs cannot lose each other's

/**
 * @typedef {object} Report
 * @property {string} receipt
 * @property {string} server the address of the one that keeps it
 * @property {"wrong" | "missing"} kind
 * @property {string} quote the sentence
 * @property {string} sent when, as ISO 8601
 */

export const keep = (/** @type {Report} */ report) =>
  local.write({ [PREFIX + report.receipt]: report });

export const forget = (receipt) => local.forget(PREFIX + receipt);

/**
 * All reports, the newest first.
 *
 * @returns {Promise<Report[]>}
 */
export async function readAll() {
  const kept = Object.entries(await local.readAll());
  return kept
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([, report]) => report)
    .sort((one, other) => other.sent.localeCompare(one.sent));
}
