/** The organisers' rows of the table of paths: who may read each, and who may do what there. */
import { both, type PathRow, UNNAMED } from "./row.ts";

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
      "stop-letters": "organiser fresh",
      "allow-letters": "organiser fresh",
    },
  },
  "/organise/sign-in": { file: "organise/sign-in.tsx", audience: "one", methods: both },
  "/organise/sign-in/:token": { file: "organise/enter.tsx", audience: "one", methods: both },
  "/organise/check-your-inbox": { file: "organise/check-your-inbox.tsx", audience: "one" },
  "/organise/sign-out": { file: "organise/sign-out.ts", audience: "one", methods: both },
  "/organise/demands": { file: "organise/demands/list.tsx" },
  "/organise/people": { file: "organise/people/people.tsx" },
  "/organise/settings": { file: "organise/settings/settings.tsx" },
  "/organise/audit": { file: "organise/audit.tsx" },
  "/organise/members": { file: "organise/members.tsx" },
  "/organise/members/:id": {
    file: "organise/member.tsx",
    methods: both,
    intents: { address: "organiser fresh", stance: "organiser session" },
  },
  "/organise/members/:id/answers/:answer": {
    file: "organise/answer-correct.tsx",
    methods: both,
    intents: { stance: "organiser session" },
    role: "organiser",
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
