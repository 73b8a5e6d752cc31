/** The rows of the table of paths for members, their answers, their parties, and imports. */
import { both, type PathRow, UNNAMED } from "./row.ts";

/** A directory of postcodes: its zip has 230 MB. */
const UPLOAD_BYTES = 300 * 1024 * 1024;

export const memberRows = {
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
    intents: { stance: "organiser session", "take-down": "organiser session" },
    role: "organiser",
  },
} as const satisfies Record<string, PathRow>;
