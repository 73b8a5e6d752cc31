/** What the parameters of a mail are made of where a statement makes its row. */
import { type RawBuilder, sql } from "kysely";

import type { MailKind, ParamsOf } from "./message.ts";

/** The key in base64url of the signer of a row `r`. */
export const signer = sql`rtrim(translate(encode(r.signer_key, 'base64'), '+/', '-_'), '=')`;

export const kind = (name: MailKind) => sql.lit(name);

/** The parameters of one kind as SQL makes them: each that its template takes, and no other. */
export const params = <K extends MailKind>(made: Record<keyof ParamsOf[K], RawBuilder<unknown>>) =>
  sql`jsonb_build_object(${sql.join(
    Object.entries<RawBuilder<unknown>>(made).flatMap(([name, value]) => [sql.lit(name), value]),
  )})`;
