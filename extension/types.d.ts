// What `make extension` needs to know to check types; browsers never see it.

declare var browser: typeof chrome;
declare var caveat: any;
declare class Readability {
  constructor(page: Document);
  parse(): { textContent: string } | null;
}
interface Element {
  openOrClosedShadowRoot?: ShadowRoot;
}
