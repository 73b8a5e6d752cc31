/** Whether a member was written to, for queries. */
import { sql } from "kysely";

import { notWritten } from "./copy-life.ts";

/** True in SQL of a copy `c` whose member was written to, or is to be. */
export const isWritten = sql<boolean>`c.state <> all (${notWritten}::text[])`;
