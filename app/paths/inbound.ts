/** The rows of the table of paths for emails that come in; what they say may be private, so viewers do not read it. */
import { both, type PathRow } from "./row.ts";

export const inboundRows = {
  "/organise/answers/mails": { file: "organise/answers/mails.tsx", role: "organiser" },
  "/organise/answers/mails/:id": {
    file: "organise/answers/mail.tsx",
    methods: both,
    role: "organiser",
    intents: {
      done: "organiser session",
      reopen: "organiser session",
      again: "organiser session",
    },
  },
} as const satisfies Record<string, PathRow>;
