/** What became of a member's copy, as the public sees it. */
export type Delivery =
  | "waiting"
  | "sent"
  | "delivered"
  | "not-delivered"
  | "no-address"
  | "no-seat"
  | "stopped"
  | "left-out";
