/** The totals of a letter as they were sent. */

export interface SentDemand {
  id: number;
  slug: string;
  title: string;
  /** As counted for the letter. */
  total: number;
}

export interface SentPlace {
  code: string;
  name: string;
  /** In the order of the demands; null where too few signed to be shown, none among them. */
  counts: (number | null)[];
}
