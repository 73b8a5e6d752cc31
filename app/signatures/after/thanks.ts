/** Where whoever has confirmed is thanked. */
import { href } from "../../paths.ts";

/** A GSS code; other places are countries. */
const CONSTITUENCY = /^[ENSW]\d{8}$/;

/**
 * The page is the same for everybody. Their constituency stands behind its `#`, which browsers keep to
 * themselves; the page's script reads it (`live/after/place.ts`).
 */
export const hrefOfThanks = (slug: string, place: string): string =>
  href("/demands/:slug/signed", { slug }) + fragmentOf(place);

/** What a form's address ends in: browsers take it along to where the answer leads (RFC 9110, section 10.2.2). */
export const fragmentOf = (place: string): string => (CONSTITUENCY.test(place) ? `#${place}` : "");
