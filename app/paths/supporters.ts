/** The rows of the table of paths for supporters who are taken along, and for lists that are invited. */
import { both, type PathRow, UNNAMED } from "./row.ts";

/** The file of a list, and a little for its form. */
const LIST_BYTES = 5 * 1024 * 1024;

export const supporterRows = {
  "/organise/supporters": {
    file: "organise/supporters/supporters.tsx",
    methods: both,
    streams: true,
    intents: { export: "owner fresh", remove: "owner fresh" },
    role: "owner",
  },
  "/organise/supporters/lists": {
    file: "organise/supporters/lists.tsx",
    methods: both,
    upload: LIST_BYTES,
    intents: { [UNNAMED]: "owner fresh" },
    role: "owner",
  },
  "/organise/supporters/lists/:id": {
    file: "organise/supporters/list.tsx",
    methods: both,
    // to hold or stop mail is never made harder
    intents: {
      begin: "owner fresh",
      resume: "owner fresh",
      pause: "owner session",
      cancel: "owner session",
      drop: "owner session",
    },
    role: "owner",
  },
} as const satisfies Record<string, PathRow>;
