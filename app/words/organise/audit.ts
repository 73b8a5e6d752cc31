/** What organisers read in and of the audit log; English, as their pages are. */

export const auditFlashes = {
  "audit-exported": "The entries are in the file.",
  "audit-many":
    "These are more entries than one file holds. Nothing was exported: choose fewer days, one organiser or one action.",
};

/** What was done, by its action; `what` is its subject. An action without a sentence is shown as it is. */
const sentences: Readonly<Record<string, (what: string) => string>> = {
  "letter.write": (what) => `Wrote ${what}`,
  "letter.approve": (what) => `Approved ${what}`,
  "letter.test": (what) => `Had a test copy made of ${what}`,
  "letter.send": (what) => `Sent ${what}`,
  "letter.pause": (what) => `Paused ${what}`,
  "letter.resume": (what) => `Let ${what} go on`,
  "letter.cancel": (what) => `Stopped ${what} for good`,
  "letters.stop": (what) => `Stopped ${what}`,
  "letters.allow": (what) => `Allowed ${what} again`,
  "mail.resume": (what) => `Let mail leave again by ${what}`,
  "mail.send-again": (what) => `Sent the mails of ${what} again`,
  "member.address": (what) => `Changed the address of ${what}`,
  "member.stance": (what) => `Recorded an answer of ${what}`,
  "organiser.add": (what) => `Made ${what}`,
  "organiser.remove": (what) => `Removed ${what}`,
  "organiser.role": (what) => `Changed the role of ${what}`,
  "organiser.sign-in": (what) => `Signed in: ${what}`,
  "organiser.sign-out": (what) => `Signed out: ${what}`,
  "import.areas": (what) => `Imported places from ${what}`,
  "import.members": (what) => `Imported members from ${what}`,
  "import.postcodes": (what) => `Imported postcodes from ${what}`,
  "signatures.place": (what) => `Gave signatures their place: ${what}`,
  "tally.repair": (what) => `Mended ${what}`,
  "task.done": (what) => `Took ${what} off the list`,
  "audit.export": (what) => `Exported the ${what}`,
  seed: (what) => `Filled the ${what}`,
};

export const auditSentence = (action: string, subject: string): string =>
  sentences[action]?.(subject) ?? `${action}: ${subject}`;

export const auditWords = {
  hint: "Everything that organisers do, here and on the command line, is kept for two years and cannot be changed. It holds no signer’s data.",
  words: "Words in what was done, before or after",
  show: "Show",
  more: "By person, thing, action or day",
  showAll: "Show all",
  nothing: "Nothing was done that this asks for.",
  nothingOlder: "Nothing older.",
  nothingHere: "Not in the entries looked through so far; there are older ones.",
  commandLine: "command line",
  removed: (id: number) => `organiser ${id}, removed`,
  anybody: "anybody",
  anything: "anything",
  history: "What was done to it",
  chain: "The chain",
  head: "Its head",
  headHint:
    "Each entry is sealed over the one before. Keep this line outside of the site: npm run audit:verify -- --head … tells later whether anything before it was changed.",
  lastCheck: "Last looked through",
  notYet: "not yet; it is done every night",
  holds: (entries: string) => `${entries} entries, all as they were written`,
};
