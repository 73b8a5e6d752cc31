/** Where whoever has confirmed is thanked. */
import { href } from "../../paths.ts";

/** A GSS code; other places are countries. */
const CONSTITUENCY = /^[ENSW]\d{8}$/;

/**
 * The page is the same for everybody. Their constituency stands behind its `#`, which browsers keep to
 * themselves; the page's script reads it (`live/after/place.ts`).
 */
export const hrefOfThanks = (slug: string, place: string): string =>
  href("/demands/:slug/signed", { slug }) + (CONSTITUENCY.test(place) ? `#${place}` : "");
