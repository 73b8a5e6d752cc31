/** The rows of the table of paths for what offices answer, of all sources. */
import { both, type PathRow } from "./row.ts";

export const answerRows = {
  "/organise/answers": { file: "organise/answers/list.tsx" },
  "/organise/answers/:id": {
    file: "organise/answers/answer.tsx",
    methods: both,
    // it shows what is not published
    role: "organiser",
    // to take something off the site is never made harder
    intents: {
      publish: "organiser session",
      "keep-back": "organiser session",
      "take-down": "organiser session",
    },
  },
} as const satisfies Record<string, PathRow>;
