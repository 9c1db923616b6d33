// Next and previous mark by keyboard; without this script the links do.

const marks = [...document.querySelectorAll("article .mark")];
let at = -1;

/** Shows a mark and its card, and moves the keyboard's focus to the card. */
function show(number) {
  marks[at]?.removeAttribute("aria-current");
  at = (number + marks.length) % marks.length;
  marks[at].setAttribute("aria-current", "true");
  marks[at].scrollIntoView({ block: "center" });
  document.querySelector(marks[at].hash).focus();
}

document.addEventListener("click", (event) => {
  const number = marks.indexOf(event.target.closest(".mark"));
  if (number < 0) return;
  event.preventDefault();
  show(number);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || marks.length === 0) return;
  if (event.key === "n") show(at + 1);
  else if (event.key === "p") show(at < 0 ? marks.length - 1 : at - 1);
  else if (event.key === "Escape" && at >= 0) marks[at].focus();
});
