/** The demands, for organisers. */
import type { MetaFunction } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { titled } from "../../../pages/meta.ts";

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Demands" }));

export default function Page() {
  return <OrganisePage title="Demands">{null}</OrganisePage>;
}
