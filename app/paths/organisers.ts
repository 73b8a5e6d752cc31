/** The organisers' rows of the table of paths: who may read each, and who may do what there. */
import { both, type PathRow, UNNAMED } from "./row.ts";

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
  "/organise/letters": { file: "organise/letters.tsx" },
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
