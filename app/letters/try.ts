/** One mail of a member's copy: where it went, and when what was heard of it. */

/** Names an organisers' task about a copy that came back: of each mail of it there may be one. */
export const taskSubject = (letter: number, member: number, tries: number): string =>
  tries > 1 ? `${letter}/${member}/${tries}` : `${letter}/${member}`;

export interface Try {
  mail: string;
  /** Null where nobody kept it. */
  address: string | null;
  problem: string | null;
  madeAt: Date;
  leftAt: Date | null;
  deliveredAt: Date | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
  failedAt: Date | null;
}
