/** One request, as far as the host has read it. */
import type { Address } from "./address.server.ts";
import type { RequestFacts } from "./given.ts";

export interface Asking {
  address: Address;
  method: string;
  facts: RequestFacts;
}
