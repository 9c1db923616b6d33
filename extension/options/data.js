// Takes the settings out of the browser, brings them in, and erases everything.

import { eraseAll, words } from "../browser.js";
import { runOnSites } from "../arrivals.js";
import * as settings from "../settings.js";
import { show } from "./options.js";
import { say, warn } from "../said.js";

const part = (id) => /** @type {any} */ (document.getElementById(id));

part("export").addEventListener("click", async () => {
  const file = new Blob([settings.format(await settings.read())], { type: "application/json" });
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: "caveat-settings.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // by then it is saved
});

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
