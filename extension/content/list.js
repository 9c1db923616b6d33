// The marks as a list, for keyboards and screen readers, which highlights do not reach.

(() => {
  const list = caveat.make("nav", "", { className: "list", ariaLabel: caveat.words("markList") });
  let listed = "";
  caveat.lay(list);

  caveat.list = (marks) => {
    const texts = marks.map(({ number, highlight }) => `${number}. ${caveat.title(highlight)}: ${highlight.quote}`);
    if (marks.length) caveat.raise();
    else caveat.close();
    if (texts.join("\n") === listed) return; // what is the same keeps the focus
    listed = texts.join("\n");
    list.replaceChildren(...texts.map((text, index) => entry(text, index + 1)));
  };

  function entry(text, number) {
    const button = caveat.make("button", text);
    button.addEventListener("focus", () => caveat.emphasise(caveat.mark(number)));
    button.addEventListener("click", () => caveat.open(number));
    return button;
  }
})();
