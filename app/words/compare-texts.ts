/** Two texts word by word: what each has that the other has not. */

export interface Piece {
  text: string;
  /** Whether the other text has it not. */
  own: boolean;
}

/** Larger tables take too long; what would need one is marked as a whole. */
const MOST_CELLS = 4_000_000;

/** Lines first, then words within the lines that differ. Each side's pieces make up its text. */
export function compareTexts(left: string, right: string): { left: Piece[]; right: Piece[] } {
  const found = { left: [] as Piece[], right: [] as Piece[] };
  for (const [a, b] of hunks(left.split(/(?<=\n)/), right.split(/(?<=\n)/))) {
    if (a === b) {
      add(found.left, a, false);
      add(found.right, b, false);
      continue;
    }
    for (const [one, other] of hunks(wordsOf(a), wordsOf(b))) {
      const same = one === other ? one : wholeWords(one, other);
      add(found.left, same, false);
      add(found.right, same, false);
      add(found.left, one.slice(same.length), true);
      add(found.right, other.slice(same.length), true);
    }
  }
  return found;
}

/** Words with the space that follows them, so that marks do not end at every space; ends of lines apart. */
const wordsOf = (text: string) => text.match(/\n|[^\S\n]+|\S+[^\S\n]*/g) ?? [];

/** What one of them begins with and the other is: the last word of a line, to which more was added, has no space. */
function wholeWords(one: string, other: string): string {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.startsWith(short) && /^\s/.test(long.slice(short.length)) ? short : "";
}

function add(pieces: Piece[], text: string, own: boolean): void {
  if (text === "") return;
  const last = pieces.at(-1);
  if (last?.own === own) last.text += text;
  else pieces.push({ text, own });
}

/** The texts in turn: what both have, then what stands in its place in each, and so on. */
function hunks(a: readonly string[], b: readonly string[]): [left: string, right: string][] {
  const found: [string, string][] = [];
  let [i, j] = [0, 0];
  const upTo = (nextA: number, nextB: number) => {
    const [left, right] = [a.slice(i, nextA).join(""), b.slice(j, nextB).join("")];
    if (left !== "" || right !== "") found.push([left, right]);
    [i, j] = [nextA, nextB];
  };
  for (const [nextA, nextB] of matches(a, b)) {
    upTo(nextA, nextB);
    found.push([a[nextA]!, b[nextB]!]);
    [i, j] = [nextA + 1, nextB + 1];
  }
  upTo(a.length, b.length);
  return found;
}

/** The longest common subsequence, as pairs of places. */
function matches(a: readonly string[], b: readonly string[]): [number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < Math.min(a.length, b.length) - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end++;
  const same = (from: number, count: number, shift: number) =>
    Array.from({ length: count }, (_, n): [number, number] => [from + n, from + n + shift]);
  const middle = longest(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [
    ...same(0, start, 0),
    ...middle.map(([i, j]): [number, number] => [i + start, j + start]),
    ...same(a.length - end, end, b.length - a.length),
  ];
}

function longest(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) return [];
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j]!;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}
