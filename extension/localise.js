// Fills the extension's pages with words: <p data-words="key"> gets the words of that key.

import { words } from "./browser.js";

export function localise() {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-words]"))) {
    element.textContent = words(element.dataset.words);
  }
}
