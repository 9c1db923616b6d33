// Lists the reader's own reports and asks, each time it is opened, what became of them.

import { words } from "../browser.js";
import { localise } from "../localise.js";
import { refill } from "../refill.js";
import * as reports from "../reports.js";
import { say } from "../said.js";
import { findReport } from "../server.js";

const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
const place = document.getElementById("reports");

/** Shows a report; gives the line for what became of it. */
function show(report) {
  const { receipt, server, kind, quote, sent } = report;
  const entry = make("article", "");
  const state = make("p", words("reportAsking"), { className: "state" });
  const date = new Date(sent).toLocaleDateString(undefined, { dateStyle: "long" });
  const button = make("button", words("forgetReport"), { ariaLabel: `${words("forgetReport")}: ${quote}` });
  button.addEventListener("click", () => forget(entry, receipt));
  const where = make("p", `${words("receiptAt", new URL(server).host)} `, { className: "quiet" });
  where.append(make("code", receipt));
  entry.append(make("h2", `${words(`report_${kind}`)}, ${date}`), make("blockquote", quote), state, where, button);
  place.append(entry);
  return { report, state };
}

async function forget(entry, receipt) {
  await reports.forget(receipt);
  const others = [...place.children].filter((one) => one !== entry);
  refill(place, others, document.getElementById("heading"));
  tell();
}

const tell = () => say("said", place.children.length ? "reportsKept" : "reportsNone");

/** Asks what became of a report, and says it; not knowing is told apart from waiting. */
async function ask({ report: { server, receipt }, state: line }) {
  try {
    const { state, reply } = await findReport(server, receipt);
    line.textContent = words(`state_${state}`) + (reply ? `: ${reply}` : ".");
  } catch (error) {
    line.textContent = `${words("reportUnknown")} ${words(error.key, error.detail)}`;
    line.classList.add("wrong");
  }
}

localise();
const lines = (await reports.readAll()).map(show);
tell();
for (const line of lines) await ask(line); // one by one: a server has other readers, too
