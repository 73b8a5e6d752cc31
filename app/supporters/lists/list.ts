/** A list of addresses from elsewhere whose people are invited to sign: its bounds, and what it shows. */
/** Of a list's file, and of what is in it. */
export const MOST_BYTES = 4 * 1024 * 1024;
export const MOST_ADDRESSES = 50_000;
/** Lines named that hold no address. */
export const MOST_LINES_NAMED = 50;

/** Stands for the address of who gets no invitation, and has a turn all the same. */
export const NOBODY = "";

export const PER_HOUR_MAX = 36_000;
/** Invitations an hour, where nobody says otherwise. */
export const PER_HOUR = 60;

/** How long addresses are kept at most, a list that nobody begins, and links in the mails. */
export const KEPT_DAYS = 30;
export const UNBEGUN_DAYS = 7;
export const LINK_DAYS = 30;
/** An inbox is invited once in so many months. */
export const INVITED_MONTHS = 12;

/** At this pace a list is through before its addresses go, whenever it is begun, with a day to spare. */
export const leastPerHour = (addresses: number): number =>
  Math.max(1, Math.ceil(addresses / ((KEPT_DAYS - UNBEGUN_DAYS - 1) * 24)));

/** Below this a number would tell of single people whether they have signed. */
const SHOWN_FROM = 5;

/** A number of people about whom nothing may be learnt one by one; undefined for a small one. */
export const shownNumber = (count: number): number | undefined =>
  count < SHOWN_FROM ? undefined : count;
