/** What is stored of a signer, shown to that signer alone. */
import type { ReactNode } from "react";

import { useSite } from "../pages/site.tsx";
import { softenLong } from "../words/typography/hyphens.ts";
import { Breakable } from "./text/breakable.tsx";

export function StoredFacts(props: {
  /** Undefined where no name is left. */
  person: { name: string; postcode: string | null; place: string } | undefined;
  address: string | undefined;
  /** Labels of links that were followed to the form. */
  sources: string[];
}) {
  const { person, address, sources } = props;
  const t = useSite().words.manage;
  return (
    <dl className="facts">
      {person && <Fact name={t.name}>{softenLong(person.name)}</Fact>}
      {address && (
        <Fact name={t.email}>
          <Breakable text={address} />
        </Fact>
      )}
      {person?.postcode && <Fact name={t.postcode}>{person.postcode}</Fact>}
      {person && <Fact name={t.place}>{person.place}</Fact>}
      {sources.length > 0 && <Fact name={t.source}>{sources.join(", ")}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
