/** The end of a campaign: what it did, and until when it can be undone. */

export interface Closing {
  id: number;
  closedAt: Date;
  /** What was said of it on each demand's page. */
  note: string;
  /** Those that it closed. */
  demandIds: number[];
  /** Whether it stopped letters, which were allowed before. */
  stoppedLetters: boolean;
  /** The last moment at which names and addresses of who signed are needed. */
  personsUntil: Date;
}

/** Days after closing in which names and addresses of who signed are still needed: it may be undone. */
export const FORGET_DAYS = 28;

/** Whether it can still be undone. */
export const isUndoable = ({ personsUntil }: Pick<Closing, "personsUntil">, now: Date): boolean =>
  now < personsUntil;
