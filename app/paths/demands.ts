/** The rows of the table of paths for demands: their words, their life, their timeline. */
import { both, draftForm, type PathRow, UNNAMED } from "./row.ts";

export const demandRows = {
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
  "/organise/demands/:id/paper": {
    file: "organise/demands/paper.tsx",
    methods: both,
    intents: { [UNNAMED]: "organiser session", show: "organiser session" },
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
} as const satisfies Record<string, PathRow>;
