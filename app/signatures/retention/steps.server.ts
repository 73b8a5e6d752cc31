/** What is forgotten once its time has come: every night, and in a restored database before anybody can look at it. */
import type { Db } from "#db/connection.ts";

import { closeRetired } from "../../demands/life/close-retired.server.ts";
import type { Keys } from "../../keys.server.ts";
import { forgetNewsAddresses } from "./news-addresses.server.ts";
import { forgetPeople } from "./forget-people.server.ts";

type Step = (db: Db, now: Date, tools: { keys: Keys }) => Promise<unknown>;

/** In this order, by the names that the log has for them; each safe to be repeated. */
export const retentionSteps: Readonly<Record<string, Step>> = {
  "close what was taken off": closeRetired,
  "forget who signed what is closed": (db, now, { keys }) => forgetPeople(db, now, keys),
  "forget addresses for news": forgetNewsAddresses,
};
