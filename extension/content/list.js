// The marks as a list, for keyboards and screen readers, which highlights do not reach.

(() => {
  const list = caveat.make("nav", "", { className: "list", ariaLabel: caveat.words("markList") });
  let entries = []; // buttons; the value of each is its text without the number
  caveat.lay(list);

  caveat.list = (marks) => {
    const focused = entries.indexOf(caveat.focused());
    if (marks.length) caveat.raise();
    else caveat.close();
    fill(marks.map(({ highlight }) => `${caveat.title(highlight)}: ${highlight.quote}`));
    if (focused >= 0 && !list.contains(caveat.focused())) entries.at(focused < entries.length ? focused : -1)?.focus();
  };

  /** Has the list hold these texts. An entry whose text stays is not touched: it may have the focus. */
  function fill(texts) {
    const old = entries;
    entries = texts.map((text) => {
      const at = old.findIndex(({ value }) => value === text);
      return at < 0 ? entry(text) : old.splice(at, 1)[0];
    });
    for (const button of old) button.remove();
    entries.forEach((button, index) => {
      const text = `${index + 1}. ${button.value}`;
      if (button.textContent !== text) button.textContent = text;
      if (list.children[index] !== button) list.insertBefore(button, list.children[index] ?? null);
    });
  }

  function entry(value) {
    const button = caveat.make("button", "", { value });
    const number = () => entries.indexOf(button) + 1;
    button.addEventListener("focus", () => caveat.emphasise(caveat.mark(number())));
    button.addEventListener("click", () => caveat.open(number()));
    return button;
  }
})();
