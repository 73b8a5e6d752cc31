/** What organisers read of first steps; English, as all of their pages. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);
const languages = { uk: "Ukrainian", kk: "Kazakh", ru: "Russian" };
const listed = (all: readonly string[]) => new Intl.ListFormat("en-GB").format(all);

export const firstStepWords = {
  title: "First steps",
  lead: "What a new campaign needs before people sign and members are written to. Nothing of it has an order that must be kept.",
  states: {
    done: "done",
    open: "to do",
    wrong: "look at this",
    "under-way": "under way",
    away: "not known",
  },
  steps: {
    name: "The campaign’s name",
    address: "A postal address",
    reply: "A reply address",
    sender: "Who signs letters, and a telephone number",
    test: "Email arrives",
    keys: "A copy of the keys",
    places: "Constituencies and postcodes",
    members: "Members and their addresses",
    colleague: "A first colleague",
    demand: "A first demand",
  },
  does: {
    name: "Write it",
    address: "Write it",
    reply: "Write it",
    sender: "Write them",
    places: "Import them",
    members: "Import them",
    colleague: "Invite somebody",
    demand: "Write one",
  },
  texts: {
    name: (names: Partial<Record<"en" | "uk" | "kk" | "ru", string>>) => {
      if (names.en === undefined)
        return "Not given yet. It stands on every page and in every email; until it is given only sign-in emails leave.";
      const others = Object.entries(languages).flatMap(([code, language]) =>
        code in names ? [] : [language],
      );
      return others.length === 0
        ? `“${names.en}”, and in three more languages.`
        : `“${names.en}”. In ${listed(others)} the English name stands.`;
    },
    given: (value: string | undefined) =>
      value === undefined ? "Not given yet." : `${value}.`.replace(/\.\.$/, "."),
    keys: (unkept: number) =>
      unkept === 0
        ? "A copy is kept of each key."
        : "Without its keys a backup cannot be read, and nothing can bring them back. Keep a copy away from this machine and from its backups.",
    places: (areas: number, seats: number, postcodes: boolean) => {
      if (areas === 0) return "None yet. Without them nobody is counted for a place.";
      const of = seats > areas ? ` of ${n(seats)}` : "";
      const found = postcodes
        ? "Postcodes are known."
        : "No postcodes yet: people choose their constituency from a list.";
      return `${n(areas)}${of} constituencies. ${found}`;
    },
    members: (members: number, addresses: number) =>
      members === 0
        ? "None yet. Without them no letter has anybody to go to."
        : `${n(members)} sit now; of ${n(addresses)} of them an address is known.`,
    colleagues: (organisers: number) =>
      organisers > 1
        ? `${n(organisers)} people organise.`
        : "You are alone. Who writes a letter does not approve it, and one person can lose their inbox.",
    demands: (demands: number) =>
      demands === 0 ? "None is open yet, and the first page says so." : `${n(demands)} in public.`,
  },
  tests: {
    none: "Not tried yet.",
    waits: "A test email is on its way.",
    sent: "A test email was taken by the email service. Look into your inbox.",
    delivered: "A test email has arrived.",
    failed: (problem: string | null) =>
      `The test email did not arrive${problem === null ? "" : ` (${problem})`}. Look at what the email service says of it.`,
  },
  mailMe: "Email me a test",
  domain: {
    title: (domain: string) => `Whether emails from ${domain} are believed`,
    lead: "Three records in the domain’s DNS let a receiver see that these emails are yours. Without them confirmations land among spam.",
    looking: "Looking…",
    again: "Look again",
    away: "The DNS cannot be asked from here, so nothing can be said of the records. That the site works does not depend on it.",
    mailbox: "No email leaves this machine, so no domain has to vouch for it.",
    names: { spf: "SPF", dkim: "DKIM", dmarc: "DMARC" },
    verdicts: {
      right: "in order",
      wrong: "to be mended",
      missing: "missing",
      away: "could not be asked",
    },
    meant: {
      spf: "says which machines may send for the domain.",
      dkim: "holds the key that the emails’ signatures are checked with.",
      dmarc: "says what is done with emails that neither of the two vouches for.",
    },
    why: {
      several: "There are several of them, and receivers then take none. Leave one.",
      anybody: "It lets every machine send for the domain. Let it end in ~all or -all.",
      "not-theirs": "It does not name Resend’s machines.",
      revoked: "The key was taken back: the record holds none.",
      "reports-only":
        "It asks for nothing yet but reports. Once email has arrived for some weeks, p=quarantine protects the domain from others’ forgeries.",
    },
    add: "A TXT record to add, or to change this one to:",
    addTheirs: {
      resend:
        "Resend shows the record on the domain’s page (resend.com/domains), and whether it has found it.",
      smtp: "Your email service shows the record for its machines.",
    },
    bounces:
      "Resend also asks for an MX record at the same name, which its page shows: bounces come by it.",
    at: "At",
    stands: "What stands there",
  },
  keys: {
    line: "Version and check digits",
    kept: "Copy kept",
    nobody: "nobody has said so",
    sure: "I have kept a copy",
    how: "To compare a copy: printf %s followed by the key, without its version, into sha256sum; the first eight digits are these.",
  },
  putAway: "Do not show them on the overview",
  showAgain: "Show them on the overview again",
  overview: (open: number) =>
    `${n(open)} of the first steps ${open === 1 ? "is" : "are"} still to be taken.`,
  all: "All first steps",
  noneOpen: "All of it is done.",
};
