/** Where letters reach a member: the addresses known. */
import type { Contact } from "../../members/member.ts";
import { Breakable } from "../text/breakable.tsx";

export function KnownAddresses(props: { address: string | undefined; contacts: Contact[] }) {
  const { address, contacts } = props;
  return (
    <>
      <p>
        {address ? (
          <>
            Letters go to <Breakable text={address} />.
          </>
        ) : (
          "No address is known."
        )}
      </p>
      <ul>
        {contacts.map(({ source, email, seen_on, stale }) => (
          <li key={source}>
            <Breakable text={email} /> ({source}, seen on {seen_on}
            {stale && ", given no longer"})
          </li>
        ))}
      </ul>
    </>
  );
}
