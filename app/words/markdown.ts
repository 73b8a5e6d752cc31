/** Markdown to HTML by an allow-list: raw HTML shows as text, links lead to web pages, mail or our own pages. */
import MarkdownIt from "markdown-it";

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

/**
 * @param prefix "" or "/uk": put before links to our own pages
 * @returns HTML that is safe to insert
 */
export function renderMarkdown(source: string, prefix = ""): string {
  const tokens = markdown.parse(source, {});
  for (const token of tokens) {
    for (const child of token.children ?? []) {
      const href = String(child.attrGet("href") ?? "");
      const isPage = href.startsWith("/") && !/\.(json|atom|csv)$/.test(href);
      if (isPage) child.attrSet("href", prefix + href);
    }
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}

/** The text alone, for programs and descriptions. */
export function markdownAsText(source: string): string {
  return markdown
    .parse(source, {})
    .filter((token) => token.type === "inline")
    .map((token) =>
      (token.children ?? [])
        .map((child) => (child.type === "softbreak" ? " " : child.content))
        .join(""),
    )
    .join("\n\n");
}
