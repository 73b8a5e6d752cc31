/** Where signers say that they are. */
import { HOME } from "../places/country.ts";
import type { FilledForm } from "./signing-form.ts";

/** Forces' addresses lie in no constituency. */
const isForces = (postcode: string) => postcode.startsWith("BFPO");

/** The constituency (GSS code) or country; null when only the postcode can tell. */
export function statedPlace({
  country,
  postcode,
  constituency,
}: Pick<FilledForm, "country" | "postcode" | "constituency">): string | null {
  if (postcode === null) return country;
  if (constituency === "unknown" || isForces(postcode)) return HOME;
  return constituency === "" ? null : constituency;
}
