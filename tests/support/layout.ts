/** What a page looks like, asked of the page itself: is anything too wide, is a word broken. */
import type { Page } from "playwright-core";

/** Runs in the page. @returns a line for each fault */
function lookForBreaks(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("main *, header *, footer *")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5,
    );
    const inner = wide.find((element) => !element.closest(".scroll, .unseen"));
    faults.push(`${root.scrollWidth} px wide: ${inner?.outerHTML.slice(0, 80)}`);
  }
  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    const { overflowX } = getComputedStyle(element);
    const scrolls = overflowX === "auto" || overflowX === "scroll";
    if (!scrolls || element.matches("textarea, select")) continue;
    // boxes to tick scroll to themselves
    if (element.matches(".picker") && element.querySelector("input")) continue;
    if (element.tabIndex < 0 || !element.ariaLabel)
      faults.push(`cannot be scrolled by keyboard: ${element.outerHTML.slice(0, 80)}`);
  }
  // unseen, or shown as it was mailed
  const UNSEEN =
    ".unseen, .honeypot, select, script, pre, code, :is(.copy, .letter-sheet) .prose, .sample .copy";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    const isProse = node.parentElement!.closest(".prose") !== null;
    if (node.parentElement!.closest(UNSEEN)) continue;
    for (const { 0: word, index } of node.data.matchAll(/[^ \n\r\t]+/g)) {
      // an address in running text is as it was written
      if (word.length < 2 || (isProse && word.includes("@"))) continue;
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom)));
      if (lines.size < 2) continue;
      let before: number | undefined;
      for (let at = index; at < index + word.length; at++) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const rect = [...range.getClientRects()].findLast(({ width }) => width > 0);
        if (!rect) continue;
        const isNext = before !== undefined && rect.top - before > rect.height / 2;
        // a line may end after a hyphen, a dash, and what parts an address
        if (isNext && !/[-\u00ad\u2010–—/@.,:?&=_…)»]/.test(node.data[at - 1]!))
          faults.push(
            `${word.slice(0, at - index)}|${word.slice(at - index)} in ${node.parentElement!.localName}`,
          );
        before = rect.top;
      }
    }
  }
  return [...new Set(faults)];
}

export const faultsOf = (page: Page): Promise<string[]> => page.evaluate(lookForBreaks);

/** As who reads with difficulty sets it (WCAG 2.2, 1.4.12). */
export const TEXT_SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`;
