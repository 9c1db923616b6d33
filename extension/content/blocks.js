// Reads the page's text as blocks, and remembers where in the page each character stands.

(() => {
  const LEFT_OUT = "script,style,noscript,template,svg,math,canvas,iframe,object,nav,form,button,select,textarea,input,label,pre,[contenteditable]:not([contenteditable=false]),[aria-hidden=true]";
  // Words with single spaces between them; or what is white space and what cannot be seen.
  const PARTS = /[^\s\u00ad\u200b\u2060\ufeff]+(?: [^\s\u00ad\u200b\u2060\ufeff]+)*|[\s\u00ad\u200b\u2060\ufeff]+/g;
  const GAP = /^[\s\u00ad\u200b\u2060\ufeff]/;
  const VISIBLE = /[^\u00ad\u200b\u2060\ufeff]/;

  /** A block while it grows: its text, and for each run of it the text node it came from. */
  class Block {
    constructor(element) {
      this.element = element;
      this.text = "";
      this.runs = []; // {at: offset in text, node, from: offset in node}, in order
    }

    /** Adds a text node's characters, white space collapsed. */
    add(node) {
      const data = node.data.toWellFormed().replaceAll("\0", "\ufffd");
      for (const { 0: part, index } of data.matchAll(PARTS)) {
        if (!GAP.test(part)) this.append(part, node, index);
        else if (VISIBLE.test(part)) this.space(node, index + part.search(VISIBLE));
      }
    }

    append(text, node, from) {
      this.runs.push({ at: this.text.length, node, from });
      this.text += text;
    }

    space(node, from) {
      if (this.text === "" || this.text.endsWith(" ")) return;
      if (node) this.append(" ", node, from);
      else this.text += " ";
    }
  }

  /** Blocks of the page in reading order, shadow roots and slots included; tells `enter` of each root. In slices. */
  caveat.read = function* (root, enter = (_) => {}) {
    const blocks = [];
    let block = new Block(root);
    const cut = (element) => {
      block.text = block.text.trimEnd();
      if (block.text) blocks.push(block);
      block = new Block(element);
    };
    const walk = function* (node) {
      if (node.nodeType === Node.TEXT_NODE) block.add(node);
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return;
      yield;
      if (!node.isConnected) return; // the page took it away meanwhile
      if (node.localName === "br") return block.space();
      const { display, visibility } = getComputedStyle(node);
      if (display === "none" || visibility === "hidden") return;
      const inline = display.startsWith("inline") || display === "contents";
      if (!inline) cut(node);
      const inside = node.localName === "slot" ? node.assignedNodes() : [];
      const shadow = caveat.shadow(node);
      if (shadow) enter(shadow);
      for (const child of [...(inside.length ? inside : (shadow ?? node).childNodes)]) yield* walk(child);
      if (!inline) cut(node.parentElement);
    };
    yield* walk(root);
    cut(root);
    return blocks;
  };

  /** The Range of text[start, end) of a block; null where the page cut the text since. */
  caveat.range = (block, start, end) => {
    const range = new Range();
    const first = place(block.runs, start);
    const last = place(block.runs, end - 1);
    if (first.node.length <= first.offset || last.node.length <= last.offset) return null;
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset + 1);
    return range;
  };

  function place(runs, offset) {
    let low = 0;
    for (let high = runs.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (runs[middle].at <= offset) low = middle;
      else high = middle - 1;
    }
    return { node: runs[low].node, offset: runs[low].from + offset - runs[low].at };
  }
})();
