// What a page of the extension answers to a click.

import { words } from "./browser.js";

/** Says a line of _locales beside a control. */
export function say(id, key, ...values) {
  const place = document.getElementById(id);
  place.className = "";
  place.textContent = words(key, ...values);
}

/** The same for what went wrong, or was refused. */
export function warn(id, key, ...values) {
  say(id, key, ...values);
  document.getElementById(id).className = "wrong";
}
