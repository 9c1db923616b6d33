// Takes the settings out of the browser, brings them in, and erases everything.
// Where texts go is no file's to say: a server that one names is offered, and the reader chooses it.

import { eraseAll, send, words } from "../browser.js";
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
  const { server: named, ...others } = found.settings;
  await settings.write(others);
  await runOnSites((await settings.read()).always);
  await show();
  const { server } = await settings.read();
  tellLoaded(found.ignored, named !== server && named);
});

/** Says what was loaded, and puts another server than the one that is kept into its field. */
function tellLoaded(ignored, server) {
  const tell = ignored.length ? warn : say;
  const line = ignored.length ? ["importPart", ignored.join(", ")] : ["imported"];
  if (!server) return tell("data-said", ...line);
  part("address").value = server;
  tell("data-said", "importServer", words(...line), new URL(server).host);
}

part("erase").addEventListener("click", async () => {
  if (!confirm(words("eraseSure"))) return;
  await runOnSites([]);
  await send({ do: "erase" }); // a check that went on would write again
  await eraseAll();
  await show();
  say("data-said", "erased");
});
