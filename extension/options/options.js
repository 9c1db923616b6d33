// The options page: what the reader can choose. Each part keeps itself; this joins them.

import { commands, words } from "../browser.js";
import { localise } from "../localise.js";
import * as settings from "../settings.js";
import "./data.js";
import { showMarks } from "./marks.js";
import { showServer } from "./server.js";
import { showSites } from "./sites.js";

const part = (id) => /** @type {any} */ (document.getElementById(id));

/** Shows the settings as they are kept. */
export async function show() {
  const chosen = await settings.read();
  showMarks(chosen);
  await Promise.all([showServer(chosen), showSites(chosen)]);
}

async function showKeys() {
  const rows = (await commands()).flatMap(({ name, description, shortcut }) => [
    Object.assign(document.createElement("dt"), { textContent: shortcut || "–" }),
    Object.assign(document.createElement("dd"), {
      textContent: name === "_execute_action" ? words("check") : description,
    }),
  ]);
  part("keys").replaceChildren(...rows);
}

localise();
await showKeys();
await show();
