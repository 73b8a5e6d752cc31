/** What the image of a demand says: one for each language, drawn from these words alone. */

/** In pixels, as the networks that show it ask for: 1.91 to 1. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

export interface Card {
  campaign: string;
  title: string;
  count: string;
  /** What was counted, and of how many. */
  countWords: string;
  /** How far the bar is filled, from 0 to 1; undefined where nothing is sought any more. */
  share: number | undefined;
  /** Where to go, and what for. */
  call: string;
}
