/** The rows of the table of paths for what a demand is passed on with: its image, poster and frame. */
import * as ask from "../words/typed/query.ts";
import type { PathRow } from "./row.ts";

export const sharingRows = {
  "/demands/:slug/card.png": { file: "sharing/card.ts", audience: "everybody", query: ask.card },
  "/demands/:slug/share": {
    file: "sharing/share.tsx",
    audience: "everybody",
    query: ask.share,
    robots: "noindex",
  },
  "/demands/:slug/poster": {
    file: "sharing/poster.tsx",
    audience: "everybody",
    robots: "noindex",
  },
  "/embed/:slug": {
    file: "sharing/embed.tsx",
    audience: "everybody",
    robots: "noindex",
    policy: "frame",
  },
} as const satisfies Record<string, PathRow>;
