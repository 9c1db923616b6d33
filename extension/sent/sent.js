// Shows the requests and answers that are kept, character by character as they went.

import { counted, words } from "../browser.js";
import { localise } from "../localise.js";
import { read } from "../sent.js";

const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

function section({ address, request, status, answer }, number) {
  const part = document.createElement("section");
  part.append(
    make("h2", words("sentNumber", number)),
    make("p", words("sentTo", address)),
    scrolling("sentRequest", request),
    make("p", status ? words("sentAnswer", status) : words("sentNoAnswer")),
    ...(answer ? [scrolling("sentAnswer", answer)] : []),
  );
  return part;
}

/** A box that keyboards can scroll. */
function scrolling(name, text) {
  const box = Object.assign(make("pre", text), { tabIndex: 0, ariaLabel: words(name, "") });
  box.setAttribute("role", "region");
  return box;
}

localise();
const { exchanges, dropped } = await read();
const lines = [exchanges.length ? counted("sentCount", dropped + exchanges.length) : words("sentNothing")];
if (dropped) lines.push(words("sentDropped", dropped));
document.getElementById("count").textContent = lines.join(" ");
document.getElementById("exchanges").append(...exchanges.map((one, index) => section(one, dropped + index + 1)));
