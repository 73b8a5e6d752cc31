/** The words of an HTML mail, line by line; made for reading, never for showing as HTML. */

/** What is in these is not read. */
const UNREAD = new Set(["script", "style", "head", "title", "template", "noscript", "svg"]);
/** Begin and end a line, and those after which one is left empty. */
const BLOCKS =
  /^\/?(?:p|div|tr|li|ul|ol|table|h[1-6]|hr|blockquote|section|article|header|footer|pre|dt|dd)$/;
const GAPS = /^\/(?:p|h[1-6]|ul|ol|table|blockquote)$/;
/** The entities that mail programs write; all others are numbers. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", copy: "©", reg: "®" },
  ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", sbquo: "‚", bdquo: "„", laquo: "«" },
  ...{ raquo: "»", ndash: "–", mdash: "—", hellip: "…", bull: "•", middot: "·", pound: "£" },
  ...{ euro: "€", trade: "™", shy: "", zwnj: "", zwj: "", thinsp: " ", ensp: " ", emsp: " " },
  ...{ acirc: "â", ecirc: "ê", icirc: "î", ocirc: "ô", ucirc: "û", eacute: "é", uuml: "ü" },
  ...{ Acirc: "Â", Ecirc: "Ê", Icirc: "Î", Ocirc: "Ô", Ucirc: "Û", Eacute: "É", Uuml: "Ü" },
  ...{ egrave: "è", agrave: "à", ouml: "ö", auml: "ä", ccedil: "ç", iuml: "ï", euml: "ë" },
};

function decodeEntities(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/**
 * Reads on from one `<` to the next, so that its time grows with the length alone, whatever is in it. What a mail
 * program marks as quoted (`blockquote`) begins with `> `.
 */
export function plainText(html: string): string {
  const lines: string[] = [];
  let line = "";
  let unread = "";
  let depth = 0;
  const add = (words: string) => {
    if (!unread) line += decodeEntities(words).replace(/[ \t\r\n\f]+/g, " ");
  };
  const end = () => {
    lines.push(`${"> ".repeat(Math.min(depth, 3))}${line.trim()}`.trimEnd());
    line = "";
  };
  const [first = "", ...parts] = html.replace(/<!--[^]*?(?:-->|$)/g, " ").split("<");
  add(first);
  for (const part of parts) {
    const close = part.indexOf(">");
    if (close < 0) continue;
    const name = /^\/?[a-z][a-z\d]{0,20}/i.exec(part)?.[0].toLowerCase() ?? "";
    if (unread && name !== `/${unread}`) continue;
    if (unread) unread = "";
    else if (UNREAD.has(name) && part[close - 1] !== "/") unread = name;
    if (name === "br" || (BLOCKS.test(name) && line.trim() !== "")) end();
    if (name === "blockquote") depth++;
    if (name === "/blockquote") depth = Math.max(depth - 1, 0);
    if (GAPS.test(name)) end();
    add(part.slice(close + 1));
  }
  end();
  const isEmpty = (one: string | undefined) => one === undefined || /^[> ]*$/.test(one);
  return lines
    .filter((one, index) => !isEmpty(one) || !isEmpty(lines[index - 1]))
    .join("\n")
    .trim();
}
