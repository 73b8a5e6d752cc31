/** What organisers read in and of the audit log; English, as their pages are. */
import { formatMoment } from "../format.ts";

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
  "campaign.close": (what) => `Closed the ${what}`,
  "campaign.reopen": (what) => `Opened the ${what} again`,
  "campaign.export": (what) => `Took the whole ${what} along as files`,
  "settings.change": (what) => `Changed the settings of the ${what}`,
  "keys.kept": (what) => `Said that a copy of the ${what} is kept`,
  "first-steps.put-away": (what) => `Put the first steps of the ${what} away`,
  "first-steps.show": (what) => `Had the first steps of the ${what} shown again`,
  "mail.test": (what) => `Had a test mail sent by the ${what}`,
  "demand.create": (what) => `Made ${what}`,
  "demand.write": (what) => `Changed the words of ${what}`,
  "demand.settings": (what) => `Changed the settings of ${what}`,
  "demand.words": (what) => `Translated ${what}`,
  "demand.words-remove": (what) => `Took away a translation of ${what}`,
  "demand.move": (what) => `Moved ${what} in the list`,
  "demand.open": (what) => `Opened ${what}`,
  "demand.close": (what) => `Closed ${what}`,
  "demand.reopen": (what) => `Opened ${what} again`,
  "demand.outcome": (what) => `Said what came of ${what}`,
  "demand.retire": (what) => `Took ${what} off the site`,
  "demand.restore": (what) => `Brought ${what} back to the site`,
  "demand.entry": (what) => `Changed the timeline of ${what}`,
  "demand.timeline": (what) => `Took the timeline of ${what} from a file`,
  "demand.entry-remove": (what) => `Took an entry off the timeline of ${what}`,
  "demand.entry-restore": (what) => `Put an entry back on the timeline of ${what}`,
  "letter.schedule": (what) => `Set a time for ${what} to be sent`,
  "letter.unschedule": (what) => `Took back the time of ${what}`,
  "letter.not-sent": (what) => `Did not send ${what} at its time`,
  "letter.reopen": (what) => `Took back the approval of ${what}`,
  "letter.leave-out": (what) => `Left a member out of ${what}`,
  "letter.put-back": (what) => `Put a member back into ${what}`,
  "letter.again": (what) => `Had a copy sent again of ${what}`,
  "letter.delete": (what) => `Deleted ${what}`,
  "letter.export": (what) => `Exported the copies of ${what}`,
  "letters.export": (what) => `Exported the list of ${what}`,
  "members.export": (what) => `Exported the list of ${what}`,
  "member.do-not-write": (what) => `Stopped writing to ${what}`,
  "member.write-again": (what) => `Allowed writing again to ${what}`,
  "party.branch": (what) => `Said whose branch it is: ${what}`,
  "import.undo": (what) => `Undid ${what}`,
  "organiser.link": (what) => `Had a sign-in link made for ${what}`,
  "organiser.invite": (what) => `Invited somebody: ${what}`,
  "organiser.invite-again": (what) => `Mailed again: ${what}`,
  "organiser.invite-back": (what) => `Took back: ${what}`,
  "organiser.accept": (what) => `Accepted the invitation: ${what}`,
  "organiser.end-session": (what) => `Ended sessions of ${what}`,
  "organiser.leave": (what) => `Left the campaign: ${what}`,
  "organiser.passkey-copied": (what) => `Used a passkey that may have been copied: ${what}`,
  "organiser.passkey-add": (what) => `Added a passkey of ${what}`,
  "organiser.passkey-name": (what) => `Renamed a passkey of ${what}`,
  "organiser.passkey-remove": (what) => `Removed a passkey of ${what}`,
  "supporters.export": (what) => `Began to take supporters along: ${what}`,
  "supporters.exported": (what) => `Took supporters along: ${what}`,
  "supporters.remove": (what) => `Began a list of whom to remove: ${what}`,
  "supporters.removed": (what) => `Took a list of whom to remove: ${what}`,
  "invitations.read": (what) => `Gave addresses to be invited: ${what}`,
  "invitations.begin": (what) => `Began to invite ${what}`,
  "invitations.pause": (what) => `Paused the invitations of ${what}`,
  "invitations.resume": (what) => `Let the invitations go on of ${what}`,
  "invitations.cancel": (what) => `Stopped the invitations for good of ${what}`,
  "invitations.drop": (what) => `Threw away ${what}`,
  seed: (what) => `Filled the ${what}`,
};

export const auditSentence = (action: string, subject: string): string =>
  sentences[action]?.(namedByTime(subject)) ?? `${action}: ${namedByTime(subject)}`;

/** Invitations and batches of mails have a uuidv7, whose first 48 bits are the milliseconds since 1970. */
const byTime =
  /(\b(?:invitation|batch) )?\b([\da-f]{8})-([\da-f]{4})-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}\b/g;

/** @returns the text with when it was made in the place of what only programs read */
export const namedByTime = (text: string): string =>
  text.replace(byTime, (_, kind: string | undefined, high: string, low: string) => {
    const moment = formatMoment("en", new Date(parseInt(high + low, 16)));
    return kind === undefined ? `made on ${moment}` : `the ${kind}of ${moment}`;
  });

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
