/** The rows of the table of paths for letters. */
import { both, draftForm, type PathRow } from "./row.ts";

/** A file to keep: asked for by a post, so that it waits for a fresh sign-in and stands in the audit log. */
const exports = {
  methods: ["POST"],
  intents: { export: "organiser fresh" },
} as const;

export const letterRows = {
  "/organise/letters/stop-all": {
    file: "organise/stop-letters.tsx",
    methods: both,
    intents: { "stop-letters": "organiser fresh", "allow-letters": "organiser fresh" },
  },
  // to hold is never made harder, to let go is
  "/organise/letters/own": {
    file: "organise/letters/own.tsx",
    methods: both,
    role: "organiser",
    intents: { release: "organiser fresh", refuse: "organiser session" },
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
      repeat: "organiser fresh",
      "put-back": "organiser fresh",
      again: "organiser fresh",
      test: "organiser session",
      pause: "organiser session",
      cancel: "organiser session",
      unschedule: "organiser session",
      reopen: "organiser session",
      "no-repeat": "organiser session",
      "leave-out": "organiser session",
      duplicate: "organiser session",
      delete: "organiser session",
    },
  },
  "/organise/letters/:id/export": { file: "organise/letters/export-copies.ts", ...exports },
  // on each sheet stands the way to answer for its member
  "/organise/letters/:id/print": {
    file: "organise/letters/print.tsx",
    methods: both,
    role: "organiser",
    intents: { print: "organiser fresh" },
    streams: true,
  },
  "/organise/letters/:id/edit": { file: "organise/letters/edit.tsx", ...draftForm },
  "/organise/letters/:id/preview": { file: "organise/letters/preview.tsx" },
} as const satisfies Record<string, PathRow>;
