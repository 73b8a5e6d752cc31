/**
 * How much of a letter stands in other texts: the share of its shingles, runs of four words, that another
 * text holds too (containment; Broder, “On the resemblance and containment of documents”, 1997). Of
 * others’ letters only a sketch is kept: the 128 least of the keyed hashes of their shingles.
 */

import { bisectRight } from "d3-array";

/** From here copied phrases are shown. */
export const COPIED = 0.5;
/** From here a letter says nothing that others do not. */
export const MOSTLY_COPIED = 0.8;

const RUN = 4;
const SKETCH_SIZE = 128;
/** Of fewer shingles a share says little. */
const FEWEST = 4;

interface Word {
  text: string;
  from: number;
  to: number;
}

function wordsIn(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{Cf}]*(?:['’ʼ-][\p{L}\p{N}\p{Cf}]+)*/gu)].map(
    ({ 0: word, index }) => ({
      text: word
        .normalize("NFKC")
        .toLowerCase()
        .replace(/['’ʼ\p{Cf}-]/gu, ""),
      from: index,
      to: index + word.length,
    }),
  );
}

/** A run of words, and where it stands. */
interface Shingle {
  run: string;
  from: number;
  to: number;
}

function runsIn(text: string): Shingle[] {
  const words = wordsIn(text);
  return words.slice(RUN - 1).map((last, index) => ({
    run: words
      .slice(index, index + RUN)
      .map((word) => word.text)
      .join(" "),
    from: words[index]!.from,
    to: last.to,
  }));
}

/** Names a shingle without telling it: 16 hexadecimal digits. */
export type Hash = (run: string) => string;

export const shinglesOf = (text: string): Set<string> =>
  new Set(runsIn(text).map(({ run }) => run));

/** In order, the least first. */
export const sketchOf = (text: string, hash: Hash): string[] =>
  [...shinglesOf(text)].map(hash).sort().slice(0, SKETCH_SIZE);

/** What another text is known by: all its shingles, or its sketch. */
export type Source = { shingles: ReadonlySet<string> } | { sketch: readonly string[] };

/** The letter's own shingles, and their hashes, also in order. */
interface Mine {
  runs: ReadonlySet<string>;
  hashes: ReadonlySet<string>;
  sorted: readonly string[];
}

/** How many of them the source holds, of those on which it can tell: a full sketch reaches as far as its last hash. */
function countIn(source: Source, { runs, hashes, sorted }: Mine): { found: number; of: number } {
  if ("shingles" in source)
    return { found: runs.intersection(source.shingles).size, of: runs.size };
  const { sketch } = source;
  const reached = sketch.length < SKETCH_SIZE ? sorted.length : bisectRight(sorted, sketch.at(-1)!);
  return { found: sketch.filter((hash) => hashes.has(hash)).length, of: reached };
}

export interface Measured {
  /** From 0 to 1: of the letter's shingles, how many stand in the one text that holds most of them. */
  share: number;
  /** The letter in pieces, those marked that stand there; one that is not where the share is small. */
  pieces: { text: string; copied: boolean }[];
}

/** As it is shown to its writer, with the whole letter. */
export interface Looked extends Measured {
  text: string;
}

/** @param sources the texts that a letter is measured against, one by one */
export function measure(text: string, sources: readonly Source[], hash: Hash): Measured {
  const runs = runsIn(text).map((one) => ({ ...one, hashed: hash(one.run) }));
  const hashes = new Set(runs.map(({ hashed }) => hashed));
  const mine = { runs: new Set(runs.map(({ run }) => run)), hashes, sorted: [...hashes].sort() };
  let share = 0;
  let most: Source | undefined;
  for (const source of sources) {
    const { found, of } = countIn(source, mine);
    if (of >= FEWEST && found / of > share) [share, most] = [found / of, source];
  }
  if (!most || share < COPIED) return { share, pieces: [{ text, copied: false }] };
  const held = "shingles" in most ? most.shingles : new Set(most.sketch);
  const copied = runs.filter(({ run, hashed }) => held.has(run) || held.has(hashed));
  return { share, pieces: piecesOf(text, copied) };
}

/** Runs that overlap or follow one another at once are one piece. */
function piecesOf(text: string, copied: readonly Shingle[]): Measured["pieces"] {
  const pieces: Measured["pieces"] = [];
  let at = 0;
  for (let index = 0; index < copied.length;) {
    const { from } = copied[index]!;
    let { to } = copied[index]!;
    while (++index < copied.length && copied[index]!.from <= to + 1)
      to = Math.max(to, copied[index]!.to);
    if (from > at) pieces.push({ text: text.slice(at, from), copied: false });
    pieces.push({ text: text.slice(from, to), copied: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), copied: false });
  return pieces;
}
