/** What a page looks like on paper, in forced colours and under the keyboard, asked of the page itself. */
import type { Locator, Page } from "playwright-core";

/** Functions that run in the page. */
const inPage = `
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (known.has(colour)) return known.get(colour);
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const bytes = [...canvas.getImageData(0, 0, 1, 1).data];
    known.set(colour, bytes);
    return bytes;
  };
  const light = (colour) => {
    const [r, g, b] = rgba(colour).map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** WCAG 2.2, contrast ratio. */
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const paperOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (rgba(backgroundColor)[3] === 255) return backgroundColor;
    }
    return "Canvas";
  };
`;

/**
 * Text is read on its own background, and on that of the page: on paper backgrounds are left out, and in
 * forced colours the page's is laid behind all text.
 */
export const paleOf = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    ${inPage}
    const plain = paperOf(document.documentElement);
    const faults = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
      if (element.closest("script, .unseen, svg, progress")) continue;
      const { color } = getComputedStyle(element);
      for (const paper of [plain, paperOf(element)])
        if (contrast(color, paper) < 4.5)
          faults.add(color + " on " + paper + ": " + element.outerHTML.slice(0, 60));
    }
    return [...faults];
  })()`);

/** Every element that takes the focus, one after the other: its ring is seen whole and fits. */
export const badRingsOf = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    ${inPage}
    const faults = [];
    const shown = (element) => element.outerHTML.slice(0, 70);
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    for (const element of all) {
      if (!element.checkVisibility() || element.matches(":disabled, [type='hidden']") || element.closest(".honeypot")) continue;
      const cell = element.querySelector("path");
      const before = cell?.getBoundingClientRect();
      element.focus();
      if (cell) {
        const { stroke, strokeWidth, vectorEffect } = getComputedStyle(cell);
        const width = parseFloat(strokeWidth);
        const box = cell.getBoundingClientRect();
        const isWithin = box.width + width <= before.width && box.height + width <= before.height;
        if (getComputedStyle(element).outlineStyle !== "none") faults.push("an outline: " + shown(element));
        if (vectorEffect !== "non-scaling-stroke" || width < 2 || !isWithin) faults.push("no fit: " + shown(element));
        if (contrast(stroke, paperOf(element.closest("svg"))) < 3) faults.push("pale: " + shown(element));
        continue;
      }
      const { outlineStyle, outlineWidth, outlineOffset, outlineColor, boxShadow } = getComputedStyle(element);
      const width = parseFloat(outlineWidth);
      const reach = width + parseFloat(outlineOffset);
      if (outlineStyle === "none" || width < 2 || reach > 10) {
        faults.push("no ring: " + shown(element));
        continue;
      }
      const paper = paperOf(element.parentElement);
      const inner = boxShadow.match(/^[a-z]+\\([^)]*\\)/)?.[0] ?? outlineColor;
      if (Math.max(contrast(outlineColor, paper), contrast(inner, paper)) < 3)
        faults.push("pale " + outlineColor + " on " + paper + ": " + shown(element));
      const boxes = [...element.getClientRects()];
      for (let at = element.parentElement; at; at = at.parentElement) {
        const isRoot = at === document.documentElement;
        if (!isRoot && getComputedStyle(at).overflowX === "visible") continue;
        const clip = isRoot
          ? { left: 0, top: -scrollY, bottom: at.scrollHeight - scrollY }
          : at.getBoundingClientRect();
        // what is beyond the end of a region is scrolled to
        for (const { left, top, bottom } of boxes)
          if (left - reach < clip.left - 0.5 || top - reach < clip.top - 0.5 || bottom + reach > clip.bottom + 0.5)
            faults.push("cut off: " + shown(element));
      }
    }
    return [...new Set(faults)];
  })()`);

/** The share of each colour in what is seen of an element, the most first. */
export async function coloursOf(locator: Locator, blank: Page): Promise<[string, number][]> {
  const shot = (await locator.screenshot()).toString("base64");
  return blank.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const found = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = `${data[at]} ${data[at + 1]} ${data[at + 2]}`;
      found.set(colour, (found.get(colour) ?? 0) + 4 / data.length);
    }
    return [...found].sort(([, a], [, b]) => b - a);
  }, shot);
}
