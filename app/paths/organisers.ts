/** The organisers' rows of the table of paths: who may read each, and who may do what there. */
import { both, type PathRow, UNNAMED } from "./row.ts";

/** A directory of postcodes: its zip has 230 MB. */
const UPLOAD_BYTES = 300 * 1024 * 1024;

const draftForm = {
  methods: both,
  intents: { [UNNAMED]: "organiser session", show: "organiser session" },
  role: "organiser",
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
  "/organise/letters": { file: "organise/letters.tsx" },
  "/organise/people": { file: "organise/people/people.tsx" },
  "/organise/settings": { file: "organise/settings/settings.tsx" },
  "/organise/audit": { file: "organise/audit.tsx" },
  "/organise/members": { file: "organise/members.tsx" },
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
  "/organise/letters/new": { file: "organise/letter-new.tsx", ...draftForm },
  "/organise/letters/:id": {
    file: "organise/letter.tsx",
    methods: both,
    // to hold or stop a letter is never made harder
    intents: {
      send: "organiser fresh",
      approve: "organiser fresh",
      resume: "organiser fresh",
      test: "organiser session",
      pause: "organiser session",
      cancel: "organiser session",
    },
  },
  "/organise/letters/:id/edit": { file: "organise/letter-edit.tsx", ...draftForm },
  "/organise/letters/:id/preview": { file: "organise/letter-preview.tsx" },
} as const satisfies Record<string, PathRow>;
