/** What organisers read of letters that signers wrote in their own words; English, as their pages are. */

export const ownLetterFlashes = {
  "own-released": "The letter goes on, in its turn.",
  "own-refused": "The letter goes back to who wrote it, with your reason.",
  "own-gone":
    "Somebody has decided about this letter already, or its writer has erased it. Nothing was changed.",
};

export const ownHeldWords = {
  title: "Letters to be looked at",
  lead: "What signers wrote to their own MPs, where it has to be read before it goes on. You see no others.",
  none: "No letter waits to be looked at.",
  about: (constituency: string, title: string) => `${constituency}, about “${title}”`,
  why: {
    threat: "Held because of words that may be a threat.",
    rate: "Held because very many came within a short time.",
  },
  release: "Let it go on",
  reason: "Why it does not go on",
  reasonHint: "Its writer reads this, with the whole letter.",
  refuse: "Give it back",
  empty: "Say why, so that its writer knows.",
  long: "The reason is longer than 500 characters. Shorten it.",
  odd: "Write the reason in one line of plain characters.",
  notDone: "The letter was not given back yet",
};
