/** The organisers' rows of the table of paths: who may read each, and who may do what there. */
import { both, type PathRow, UNNAMED } from "./row.ts";

/** A directory of postcodes: its zip has 230 MB. */
const UPLOAD_BYTES = 300 * 1024 * 1024;

const draftForm = {
  methods: both,
  intents: { [UNNAMED]: "organiser session", show: "organiser session" },
  role: "organiser",
} as const;

/** A file to keep: asked for by a post, so that it waits for a fresh sign-in and stands in the audit log. */
const exports = {
  methods: ["POST"],
  intents: { export: "organiser fresh" },
} as const;

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
  "/organise/demands": {
    file: "organise/demands/list.tsx",
    methods: both,
    intents: { move: "organiser session" },
  },
  "/organise/demands/new": { file: "organise/demands/new.tsx", ...draftForm },
  "/organise/demands/:id": {
    file: "organise/demands/demand.tsx",
    methods: both,
    intents: { [UNNAMED]: "organiser session", show: "organiser session" },
  },
  "/organise/demands/:id/words/:locale": {
    file: "organise/demands/words.tsx",
    methods: both,
    intents: {
      [UNNAMED]: "organiser session",
      show: "organiser session",
      right: "organiser session",
      remove: "organiser session",
    },
  },
  "/organise/demands/:id/preview": { file: "organise/demands/preview.tsx" },
  "/organise/demands/:id/life": {
    file: "organise/demands/life.tsx",
    methods: both,
    intents: { "put-back": "organiser session" },
  },
  "/organise/demands/:id/life/:deed": {
    file: "organise/demands/deed.tsx",
    methods: both,
    intents: {
      open: "organiser session",
      outcome: "organiser session",
      reopen: "organiser session",
      close: "organiser session",
      retire: "organiser session",
      restore: "organiser session",
    },
    role: "organiser",
  },
  "/organise/demands/:id/timeline/new": {
    file: "organise/demands/entry-new.tsx",
    methods: both,
    intents: { [UNNAMED]: "organiser session" },
    role: "organiser",
  },
  "/organise/demands/:id/timeline/:entry": {
    file: "organise/demands/entry-edit.tsx",
    methods: both,
    intents: { [UNNAMED]: "organiser session", remove: "organiser session" },
    role: "organiser",
  },
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
  "/organise/members": { file: "organise/members/list.tsx" },
  "/organise/members/:id": {
    file: "organise/members/member.tsx",
    methods: both,
    intents: {
      address: "organiser fresh",
      stance: "organiser session",
      // to hold letters is never made harder, to let them go is
      "do-not-write": "organiser session",
      "write-again": "organiser fresh",
    },
  },
  "/organise/members/import": {
    file: "organise/imports/list.tsx",
    methods: both,
    upload: UPLOAD_BYTES,
    // to give a file changes nothing; the Members API is not to be asked by a page left open
    intents: { [UNNAMED]: "organiser session", api: "organiser fresh" },
  },
  "/organise/members/import/:id": {
    file: "organise/imports/run.tsx",
    methods: both,
    intents: {
      run: "organiser fresh",
      force: "organiser fresh",
      undo: "organiser fresh",
      drop: "organiser session",
    },
  },
  "/organise/members/export": {
    file: "organise/members/export.ts",
    methods: both,
    intents: { export: "organiser fresh" },
    role: "organiser",
  },
  "/organise/members/parties": {
    file: "organise/members/parties.tsx",
    methods: both,
    intents: { branch: "organiser session" },
  },
  "/organise/members/:id/answers/:answer": {
    file: "organise/members/answer-correct.tsx",
    methods: both,
    intents: { stance: "organiser session" },
    role: "organiser",
  },
  "/organise/letters/stop-all": {
    file: "organise/stop-letters.tsx",
    methods: both,
    intents: { "stop-letters": "organiser fresh", "allow-letters": "organiser fresh" },
  },
  "/organise/letters": { file: "organise/letters/list.tsx" },
  "/organise/letters/export": { file: "organise/letters/export.ts", ...exports },
  "/organise/letters/new": { file: "organise/letters/new.tsx", ...draftForm },
  "/organise/letters/:id": {
    file: "organise/letters/letter.tsx",
    methods: both,
    // to hold or stop a letter is never made harder
    intents: {
      send: "organiser fresh",
      approve: "organiser fresh",
      resume: "organiser fresh",
      schedule: "organiser fresh",
      "put-back": "organiser fresh",
      again: "organiser fresh",
      test: "organiser session",
      pause: "organiser session",
      cancel: "organiser session",
      unschedule: "organiser session",
      reopen: "organiser session",
      "leave-out": "organiser session",
      duplicate: "organiser session",
      delete: "organiser session",
    },
  },
  "/organise/letters/:id/export": { file: "organise/letters/export-copies.ts", ...exports },
  "/organise/letters/:id/edit": { file: "organise/letters/edit.tsx", ...draftForm },
  "/organise/letters/:id/preview": { file: "organise/letters/preview.tsx" },
} as const satisfies Record<string, PathRow>;
