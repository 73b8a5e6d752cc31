/** The letters, for organisers. */
import type { MetaFunction } from "@remix-run/react";

import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { titled } from "../../pages/meta.ts";

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Letters" }));

export default function Page() {
  return <OrganisePage title="Letters">{null}</OrganisePage>;
}
