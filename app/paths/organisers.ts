/** The organisers' rows of the table of paths: who may read each, and who may do what there. */
import { answerRows } from "./answers.ts";
import { demandRows } from "./demands.ts";
import { letterRows } from "./letters.ts";
import { memberRows } from "./members.ts";
import { both, type PathRow } from "./row.ts";
import { supporterRows } from "./supporters.ts";
import { signatureRows } from "./signatures.ts";
import { updateRows } from "./updates.ts";

export const organisers = {
  "/organise": {
    file: "organise/overview.tsx",
    methods: both,
    intents: {
      "task-done": "organiser session",
      "send-again": "organiser fresh",
      "resume-mail": "organiser fresh",
    },
  },
  "/organise/figures": { file: "organise/figures.tsx" },
  "/organise/sign-in": { file: "organise/sign-in.tsx", audience: "one", methods: both },
  "/organise/sign-in/:token": { file: "organise/enter.tsx", audience: "one", methods: both },
  "/organise/check-your-inbox": { file: "organise/check-your-inbox.tsx", audience: "one" },
  "/organise/passkey.json": { file: "organise/people/passkey-challenge.ts", audience: "one" },
  "/organise/sign-out": { file: "organise/sign-out.ts", audience: "one", methods: both },
  "/organise/people": {
    file: "organise/people/people.tsx",
    methods: both,
    // to close a door is never made harder
    intents: { invite: "owner fresh", again: "owner fresh", back: "owner session" },
  },
  "/organise/people/:id": {
    file: "organise/people/person.tsx",
    methods: both,
    role: "owner",
    intents: { role: "owner fresh", end: "owner session", "end-all": "owner session" },
  },
  "/organise/people/:id/remove": {
    file: "organise/people/remove.tsx",
    methods: both,
    role: "owner",
    intents: { remove: "owner fresh" },
  },
  "/organise/invitation/:token": {
    file: "organise/people/invitation.tsx",
    audience: "one",
    methods: both,
  },
  "/organise/you": {
    file: "organise/people/you.tsx",
    methods: both,
    intents: {
      "add-passkey": "viewer fresh",
      "keep-passkey": "viewer fresh",
      "rename-passkey": "viewer session",
      "remove-passkey": "viewer fresh",
      end: "viewer session",
      "end-others": "viewer session",
    },
  },
  "/organise/you/leave": {
    file: "organise/people/leave.tsx",
    methods: both,
    intents: { leave: "viewer fresh" },
  },
  "/organise/settings": {
    file: "organise/settings/settings.tsx",
    methods: both,
    // who changes where answers go redirects mail
    intents: { about: "owner session", reply: "owner fresh" },
  },
  "/organise/first-steps": {
    file: "organise/settings/first-steps.tsx",
    methods: both,
    intents: {
      look: "organiser session",
      "mail-test": "organiser session",
      "keys-kept": "owner session",
      dismiss: "owner session",
      "show-again": "owner session",
      "remove-sample": "owner fresh",
    },
  },
  "/organise/closing": {
    file: "organise/settings/closing.tsx",
    methods: both,
    role: "owner",
    intents: { close: "owner fresh", reopen: "owner fresh" },
  },
  "/organise/closing/export": {
    file: "organise/settings/export.ts",
    methods: ["POST"],
    role: "owner",
    intents: { export: "owner fresh" },
  },
  "/organise/audit": { file: "organise/audit.tsx" },
  "/organise/audit.csv": {
    file: "organise/audit-csv.ts",
    methods: ["POST"],
    intents: { export: "organiser fresh" },
  },
  ...demandRows,
  ...memberRows,
  ...answerRows,
  ...letterRows,
  ...supporterRows,
  ...signatureRows,
  ...updateRows,
} as const satisfies Record<string, PathRow>;
