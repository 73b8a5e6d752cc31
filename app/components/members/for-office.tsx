/** How a member's office answers, or has something corrected. */
import { useSite } from "../../pages/site.tsx";
import { Breakable } from "../text/breakable.tsx";

export interface Reach {
  email: string | undefined;
  /** The postal one, in a line. */
  address: string | undefined;
}

export function ForOffice({ email, address }: Reach) {
  const { words } = useSite();
  const t = words.members;
  return (
    <section>
      <h2>{t.office}</h2>
      <p>{t.officeLead}</p>
      {email && (
        <p>
          <a href={`mailto:${email}`}>
            <Breakable text={email} />
          </a>
        </p>
      )}
      {address && <p>{address}</p>}
    </section>
  );
}
