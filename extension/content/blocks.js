// Reads the page's text as blocks, and remembers where in the page each character stands.

(() => {
  const LEFT_OUT = "script,style,noscript,template,svg,math,canvas,iframe,object,nav,form,button,select,textarea,input,label,code,pre,[contenteditable]:not([contenteditable=false]),[aria-hidden=true]";
  const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/;

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
      let open = false;
      for (let i = 0; i < data.length; i++) {
        const isSpace = /\s/.test(data[i]);
        const atEdge = this.text === "" || this.text.endsWith(" ");
        const dropped = INVISIBLE.test(data[i]) || (isSpace && atEdge);
        if (dropped) open = false;
        else {
          if (!open) this.runs.push({ at: this.text.length, node, from: i });
          this.text += isSpace ? " " : data[i];
          open = !isSpace || data[i] === " ";
        }
      }
    }

    space() {
      if (this.text && !this.text.endsWith(" ")) this.text += " ";
    }
  }

  /** Blocks of the page in reading order, shadow roots and slots included; tells `enter` of each root. */
  caveat.read = (root, enter = (_) => {}) => {
    const blocks = [];
    let block = new Block(root);
    const cut = (element) => {
      block.text = block.text.trimEnd();
      if (block.text) blocks.push(block);
      block = new Block(element);
    };
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) block.add(node);
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return;
      if (node.localName === "br") return block.space();
      const { display, visibility } = getComputedStyle(node);
      if (display === "none" || visibility === "hidden") return;
      const inline = display.startsWith("inline") || display === "contents";
      if (!inline) cut(node);
      const inside = node.localName === "slot" ? node.assignedNodes() : [];
      const shadow = caveat.shadow(node);
      if (shadow) enter(shadow);
      for (const child of inside.length ? inside : (shadow ?? node).childNodes) walk(child);
      if (!inline) cut(node.parentElement);
    };
    walk(root);
    cut(root);
    return blocks;
  };

  /** The Range of text[start, end) of a block. */
  caveat.range = (block, start, end) => {
    const range = new Range();
    const first = place(block.runs, start);
    const last = place(block.runs, end - 1);
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
