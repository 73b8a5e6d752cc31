/** The rows of the table of paths for updates to those who signed. */
import { both, draftForm, type PathRow } from "./row.ts";

/** Four texts at their longest: a posted form writes a Cyrillic letter in six bytes. */
const UPDATE_BYTES = 256 * 1024;

export const updateRows = {
  "/organise/updates": { file: "organise/updates/list.tsx" },
  "/organise/updates/new": { file: "organise/updates/new.tsx", body: UPDATE_BYTES, ...draftForm },
  "/organise/updates/:id": {
    file: "organise/updates/update.tsx",
    methods: both,
    // to hold or stop an update is never made harder
    intents: {
      send: "organiser fresh",
      approve: "organiser fresh",
      resume: "organiser fresh",
      test: "organiser session",
      pause: "organiser session",
      cancel: "organiser session",
      reopen: "organiser session",
      timeline: "organiser session",
    },
  },
  "/organise/updates/:id/edit": {
    file: "organise/updates/edit.tsx",
    body: UPDATE_BYTES,
    ...draftForm,
  },
} as const satisfies Record<string, PathRow>;
