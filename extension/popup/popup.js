// Opening the popup checks the page; it shows how far that is and what came of it.

import { frontTab, send, state, words } from "../browser.js";

const part = (id) => document.getElementById(id);
const tabId = await frontTab();

function check() {
  show({ is: "starting" });
  send({ do: "check", tabId });
}

/** Shows a state; no two of them look alike, and none but `checked` looks done. */
function show(now) {
  document.body.className = now.is;
  part("progress").hidden = now.is !== "checking" && now.is !== "starting";
  part("progress").max = now.total ?? 1;
  if (now.is === "checking") part("progress").value = Math.min(now.done, now.total);
  else part("progress").removeAttribute("value");
  part("again").hidden = now.is !== "checked" && now.is !== "failed";
  part("marks").replaceChildren(...(now.marks ?? []).map(link));
  const [line, detail] = SAY[now.is](now);
  part("state").textContent = line;
  part("detail").textContent = detail;
}

const SAY = {
  unchecked: () => [words("unchecked"), ""],
  starting: () => [words("starting"), ""],
  checking: ({ done, total }) => [words("checking", Math.min(done, total), total), ""],
  failed: ({ key, detail }) => [words("couldNotCheck"), words(key, detail ?? "")],
  checked: (found) => [coverage(found), details(found).join(" ")],
};

function coverage({ sentences, checked, marks }) {
  if (checked === 0) return words("nothingChecked", sentences);
  if (marks.length === 0) return words("nothingMarked", checked, sentences);
  return words("marked", marks.length, checked, sentences);
}

function details({ skipped, unplaced, complete, marks }) {
  const lines = Object.entries(skipped).map(([why, count]) => words(`skipped_${why}`, count));
  if (unplaced) lines.push(words("unplaced", unplaced));
  if (!complete) lines.push(words("incomplete"));
  return [...lines, words(marks.length ? "guide" : "noSeal")];
}

function link({ number, labels }) {
  const button = document.createElement("button");
  button.textContent = labels.map((label) => words(label)).join(" · ");
  button.addEventListener("click", async () => {
    await send({ do: "open", tabId, number });
    close();
  });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

state.watch(tabId, show);
part("again").textContent = words("again");
part("again").addEventListener("click", check);
const known = await state.read(tabId);
show(known);
if (known.is === "unchecked" || known.is === "failed") check();
