/** What a home screen has room for below a picture. */

/** Letters; longer names are cut off wherever they are then (Web Application Manifest, `short_name`). */
const MOST = 12;
/** A word as short as this leads on to the next one, and says nothing at the end: “for”, «за», “of the”. */
const SMALL = 3;

const lettersOf = (text: string) => [...text.normalize("NFC")].length;

/** @returns the name where it is short, or the words with which it begins; undefined where not one has room */
export function shortNameOf(name: string): string | undefined {
  if (lettersOf(name) <= MOST) return name;
  const words = name.split(/\s+/);
  let count =
    words.findLastIndex((_, index) => lettersOf(words.slice(0, index + 1).join(" ")) <= MOST) + 1;
  while (count > 0 && lettersOf(words[count - 1]!) <= SMALL) count -= 1;
  return count > 0
    ? words
        .slice(0, count)
        .join(" ")
        .replace(/[\p{P}\p{S}]+$/u, "")
    : undefined;
}
