/** Markdown by an allow-list, to HTML and to readable plain text: raw HTML shows as text, links lead to web pages, mail or our own pages. */
import MarkdownIt from "markdown-it";

import { softenLong } from "./typography/hyphens.ts";
import { glue } from "./typography/typeset.ts";

const markdown = new MarkdownIt("zero", { html: false }).enable([
  "heading",
  "blockquote",
  "list",
  "emphasis",
  "link",
  "autolink",
  "escape",
  "newline",
]);
markdown.validateLink = (url) => /^(https?:\/\/|mailto:|\/(?!\/))/i.test(url);

type Token = ReturnType<typeof markdown.parse>[number];

/**
 * For a page.
 * @param prefix "" or "/uk": put before links to our own pages
 * @returns HTML that is safe to insert
 */
export function renderMarkdown(source: string, prefix = ""): string {
  const key = `${prefix} ${source}`;
  let html = rendered.get(key);
  if (html === undefined) {
    if (rendered.size >= MOST_RENDERED) rendered.clear();
    rendered.set(key, (html = render(source, prefix)));
  }
  return html;
}

/** The texts of pages change once in a while and are read all day. At more than so many all are forgotten. */
const MOST_RENDERED = 200;
const rendered = new Map<string, string>();

function render(source: string, prefix: string): string {
  const tokens = markdown.parse(source, {});
  for (const token of tokens) {
    for (const child of token.children ?? []) {
      const href = String(child.attrGet("href") ?? "");
      const isPage = href.startsWith("/") && !/\.(json|atom|csv)$/.test(href);
      if (isPage) child.attrSet("href", prefix + href);
      // its text is its address, which paper need not say twice
      if (child.type === "link_open" && child.info === "auto") child.attrSet("class", "bare");
      if (child.type === "text") child.content = softenLong(glue(child.content));
    }
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}

/**
 * For a mail: a line break stays one, as in its plain text.
 * @returns HTML that is safe to send
 */
export function renderMailMarkdown(source: string): string {
  const options = { ...markdown.options, breaks: true };
  return markdown.renderer.render(parseForElsewhere(source), options, {});
}

/** For readers who are not on our pages: of a link to one of them the words remain. */
function parseForElsewhere(source: string): Token[] {
  const tokens = markdown.parse(source, {});
  for (const token of tokens) token.children &&= withoutPageLinks(token.children);
  return tokens;
}

function withoutPageLinks(tokens: Token[]): Token[] {
  const open: boolean[] = [];
  return tokens.filter((token) => {
    if (token.type === "link_close") return open.pop();
    if (token.type !== "link_open") return true;
    const leadsAway = !String(token.attrGet("href")).startsWith("/");
    open.push(leadsAway);
    return leadsAway;
  });
}

/** For a mail's text and for programs: emphasis drops out, a link's address follows its words, line breaks and the marks of quotes and lists stay. */
export function markdownToText(source: string): string {
  const lines: string[] = [];
  /** What each open quote and item puts before a line; an item's mark stands on its first line alone. */
  const margins: { first: string; rest: string; used: boolean }[] = [];
  const lists: { next: number | undefined }[] = [];
  let loose = false;
  const write = (text: string) => {
    if (loose) lines.push(margins.map(({ rest, used }) => (used ? rest : "")).join(""));
    loose = false;
    for (const line of text.split("\n")) {
      const margin = margins.map(({ first, rest, used }) => (used ? rest : first)).join("");
      margins.forEach((part) => (part.used = true));
      lines.push(margin + line);
    }
  };
  for (const token of parseForElsewhere(source)) {
    switch (token.type) {
      case "bullet_list_open":
      case "ordered_list_open":
        loose = lines.length > 0 && lists.length === 0;
        lists.push({
          next:
            token.type === "ordered_list_open" ? Number(token.attrGet("start") ?? 1) : undefined,
        });
        break;
      case "bullet_list_close":
      case "ordered_list_close":
        lists.pop();
        loose = lists.length === 0;
        break;
      case "list_item_open": {
        const list = lists.at(-1)!;
        const mark = list.next === undefined ? "- " : `${list.next++}. `;
        margins.push({ first: mark, rest: " ".repeat(mark.length), used: false });
        break;
      }
      case "blockquote_open":
        loose = lines.length > 0;
        margins.push({ first: "> ", rest: "> ", used: false });
        break;
      case "list_item_close":
      case "blockquote_close":
        margins.pop();
        break;
      case "inline":
        write(inlineText(token.children ?? []));
        break;
      case "heading_close":
        loose = true;
        break;
      case "paragraph_close":
        loose = !token.hidden;
        break;
    }
  }
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}

function inlineText(tokens: readonly Token[]): string {
  let text = "";
  const links: { href: string; start: number }[] = [];
  for (const token of tokens) {
    if (token.type === "link_open")
      links.push({ href: String(token.attrGet("href")), start: text.length });
    else if (token.type === "link_close") {
      const { href, start } = links.pop()!;
      const label = text.slice(start);
      if (label !== href && `mailto:${label}` !== href) text += ` (${href})`;
    } else if (token.type === "softbreak" || token.type === "hardbreak") text += "\n";
    else text += token.content;
  }
  return text;
}
