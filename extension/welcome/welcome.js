// What Caveat does, what it cannot do, where texts go; and a sample article to try it on.
// Browsers keep injected scripts off this page, so it does itself what the background does to others.

import { askServer } from "../asking.js";
import { openPage } from "../browser.js";
import { explain } from "../checks.js";
import * as drafts from "../drafts.js";
import { localise } from "../localise.js";
import * as settings from "../settings.js";
import { hash } from "../shown.js";
import { details, headline } from "../wording.js";

const { caveat } = globalThis;
const part = (id) => /** @type {any} */ (document.getElementById(id));

async function checkSample() {
  show({ is: "checking" });
  try {
    const chosen = await settings.read();
    caveat.palette = chosen.palette;
    const article = await caveat.collect();
    const answer = await askServer(article, chosen, AbortSignal.any([]));
    show({ is: "checked", tally: await caveat.take(article.blocks, answer) });
  } catch (error) {
    show({ is: "failed", ...explain(error) });
  }
}

function show(state) {
  part("headline").textContent = headline(state);
  part("headline").className = state.is === "failed" ? "wrong" : "";
  const lines = details(state).map((line) => Object.assign(document.createElement("p"), { textContent: line }));
  part("details").replaceChildren(...lines);
}

caveat.tell = async ({ do: wanted, quote, mark }) => {
  if (wanted === "wrong") return drafts.open({ kind: "wrong", ...mark });
  await settings.hide(await hash(quote));
  show({ is: "checked", tally: caveat.tally() });
};

localise();
part("try").addEventListener("click", checkSample);
part("options").addEventListener("click", () => openPage("options/options.html"));
