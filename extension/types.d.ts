// What `make extension` needs to know to check types; browsers never see it.

declare var browser: typeof chrome;
declare var caveat: any;
declare var scheduler: { postTask(task: () => void): Promise<void> };
declare class Readability {
  constructor(page: Document, options?: object);
  parse(): { title: string; textContent: string } | null;
}
interface Element {
  openOrClosedShadowRoot?: ShadowRoot;
}
