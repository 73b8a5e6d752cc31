/** The mail that somebody is told to look for, as it will stand in their inbox. */
import type { LocaleCode } from "#db/schema.ts";

import { mailWords } from "../../words/mail.ts";

/** @param kind of the mail that is on its way */
export const expectedMail = (
  {
    config,
    locale,
  }: {
    config: { mail: { from: { name: string | undefined; address: string } } };
    locale: LocaleCode;
  },
  kind: "confirm" | "manage",
) => ({ from: config.mail.from, subject: mailWords[locale][kind].subject });
