/** Looks for words as a person types them. */

/** Without case and accents: "Ynys Mon" finds Ynys Môn. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @returns whether one of the texts holds what is looked for; every row does while nothing is typed */
export function finder(q: string): (...texts: readonly (string | null | undefined)[]) => boolean {
  const wanted = plain(q.trim());
  return (...texts) =>
    wanted === "" || texts.some((text) => text != null && plain(text).includes(wanted));
}
