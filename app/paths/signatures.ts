/** The rows of the table of paths for signatures: their numbers, clusters, bulk works, domains. */
import { both, type PathRow } from "./row.ts";

export const signatureRows = {
  "/organise/signatures": { file: "organise/signatures/numbers.tsx" },
  "/organise/signatures/numbers.csv": {
    file: "organise/signatures/numbers-csv.ts",
    methods: ["POST"],
    intents: { export: "organiser fresh" },
  },
  "/organise/signatures/clusters": { file: "organise/signatures/clusters.tsx" },
  "/organise/signatures/clusters/:cluster": { file: "organise/signatures/cluster.tsx" },
  "/organise/signatures/work": {
    file: "organise/signatures/works.tsx",
    methods: both,
    // to look changes nothing
    intents: {
      hold: "organiser session",
      release: "organiser session",
      invalidate: "organiser session",
    },
  },
  "/organise/signatures/work/:id": {
    file: "organise/signatures/work.tsx",
    methods: both,
    // to stop is never made harder
    intents: { begin: "organiser fresh", cancel: "organiser session", undo: "organiser fresh" },
  },
  "/organise/signatures/domains": {
    file: "organise/signatures/domains.tsx",
    methods: both,
    intents: {
      block: "organiser fresh",
      unblock: "organiser fresh",
      hold: "organiser fresh",
      list: "organiser fresh",
      release: "organiser fresh",
      "take-back": "organiser fresh",
    },
  },
  "/organise/signatures/find": {
    file: "organise/signatures/find.tsx",
    methods: both,
    role: "owner",
    intents: { find: "owner fresh" },
  },
} as const satisfies Record<string, PathRow>;
