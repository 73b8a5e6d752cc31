/** Parts what is new in a mail from what it quotes: mail programs put the letter that is answered below, or between. */

/** Lines that begin what is quoted to the end, as mail programs of the field write them. */
const BEGINS = [
  // Outlook, in English and Welsh
  /^-{2,}\s*(?:original message|forwarded message|neges wreiddiol)\s*-{2,}$/i,
  /^_{20,}$/,
  // Gmail, Apple Mail, Thunderbird; it may go on in the next line
  /^(?:on|ar)\b.{5,300}(?<!\b(?:i|we) )\b(?:wrote|ysgrifennodd)\s*:$/i,
  /^begin forwarded message:$/i,
];
const isHeader = (line: string) =>
  /^\**(?:from|sent|date|to|subject|cc|oddi wrth|anfonwyd|dyddiad|at|pwnc|testun)\s*:\**\s*\S/i.test(
    line,
  );
const isQuoted = (line: string) => /^\s*[>|]/.test(line);

/** @returns what was written anew, and all that stands in quotes or below them, each without spaces around it */
export function partQuoted(text: string): { text: string; quoted: string } {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const end = endOfNew(lines);
  const fresh: string[] = [];
  const quoted: string[] = [];
  for (const [index, line] of lines.entries())
    (index >= end || isQuoted(line) ? quoted : fresh).push(line);
  const parted = { text: tidy(fresh), quoted: tidy(quoted) };
  // who answers between the lines, or below them, has left nothing above
  return parted.text === "" ? { text: tidy(lines), quoted: "" } : parted;
}

function endOfNew(lines: readonly string[]): number {
  const at = lines.findIndex((line, index) => {
    const bare = line.trim();
    const both = `${bare} ${lines[index + 1]?.trim() ?? ""}`;
    if (
      BEGINS.some(
        (begins) => begins.test(bare) || (/^(?:on|ar)\s/i.test(bare) && begins.test(both)),
      )
    )
      return true;
    // Outlook's block of headers without a line above it
    if (!/^\**(?:from|oddi wrth)\s*:/i.test(bare)) return false;
    return lines.slice(index, index + 6).filter((one) => isHeader(one.trim())).length >= 3;
  });
  if (at < 0) return lines.length;
  // above it, or the whole letter stands above what was written: then the quotes' own marks part it
  const above = lines.slice(0, at).some((line) => line.trim() !== "" && !isQuoted(line));
  return above ? at : lines.length;
}

const tidy = (lines: readonly string[]) =>
  lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
