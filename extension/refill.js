// Lists that are drawn anew leave the keyboard's focus where it was.

/**
 * Puts entries in place of a list's own. Where the focus was in one, it goes to the entry that stands
 * there now, or to the last; where none is left, to what stands above the list.
 *
 * @param {Element} list
 * @param {Element[]} entries each with a button
 * @param {HTMLElement} above
 */
export function refill(list, entries, above) {
  const at = [...list.children].findIndex((entry) => entry.contains(document.activeElement));
  list.replaceChildren(...entries);
  if (at < 0) return;
  const beside = entries[at] ?? entries.at(-1);
  (beside?.querySelector("button") ?? above).focus();
}
