/** What an organiser's deed gives back, whichever room does it. */
import type { Json } from "#db/json.ts";

import type { Flash } from "./flash.ts";

export interface Deed {
  /** How it ended. */
  said: Flash;
  /** What to write down, when something was changed. */
  changed?: Change;
}

/** A line of the audit log; holds no signer's data. */
export interface Change {
  /** Such as "letter.send". */
  action: string;
  /** What was changed, such as "letter 3". */
  subject: string;
  before?: Json;
  after?: Json;
}
