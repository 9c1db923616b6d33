// Takes the settings out of the browser, brings them in, and erases everything.

import { eraseAll, words } from "../browser.js";
import { runOnSites } from "../arrivals.js";
import * as settings from "../settings.js";
import { show } from "./options.js";
import { say, warn } from "../said.js";

const part = (id) => /** @type {any} */ (document.getElementById(id));

/** Offers the settings as a file. */
export function showData(chosen) {
  const file = new Blob([settings.format(chosen)], { type: "application/json" });
  URL.revokeObjectURL(part("export").href);
  part("export").href = URL.createObjectURL(file);
}

part("choose-file").addEventListener("click", () => part("import").click());

part("import").addEventListener("change", async () => {
  const [file] = part("import").files;
  const found = settings.parse(await file.text());
  part("import").value = "";
  if (!found) return warn("data-said", "importNone");
  await settings.write(found.settings);
  await runOnSites((await settings.read()).always);
  await show();
  if (found.ignored.length) warn("data-said", "importPart", found.ignored.join(", "));
  else say("data-said", "imported");
});

part("erase").addEventListener("click", async () => {
  if (!confirm(words("eraseSure"))) return;
  await runOnSites([]);
  await eraseAll();
  await show();
  say("data-said", "erased");
});
