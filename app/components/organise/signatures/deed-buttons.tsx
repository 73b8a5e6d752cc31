/** What can be done with signatures that have something in common; each is looked at before it is done. */
import { deeds } from "../../../review/bulk/bulk.ts";
import { href } from "../../../paths.ts";
import { deedWords } from "../../../words/organise/signatures.ts";
import { DeedButton } from "../organise-page.tsx";

export function DeedButtons({ fields }: { fields: Record<string, string> }) {
  return (
    <section className="look-deeds">
      <h2>Do something about them</h2>
      <p className="hint">
        Each button counts first what it would touch, and shows it. Nothing changes before you say
        so there.
      </p>
      <div className="together">
        {deeds.map((deed) => (
          <DeedButton
            key={deed}
            action={href("/organise/signatures/work")}
            intent={deed}
            fields={fields}
            className="quiet"
          >
            {deedWords[deed].name}…
          </DeedButton>
        ))}
      </div>
    </section>
  );
}
