/** Where letters reach a member: the addresses known, and the form for one that wins over them. */
import type { AddressProblems, TypedAddress } from "../../members/address-form.ts";
import type { Contact } from "../../members/member.ts";
import { formWords, memberWords } from "../../words/organise-forms.ts";
import { ErrorSummary } from "../error-summary.tsx";
import { Field } from "../field.tsx";
import { HiddenFields } from "./hidden-fields.tsx";
import { type StaleRecord, StaleRecordNotice } from "./stale-record.tsx";
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

/** @param props.version of the address that the page shows */
export function AddressForm(props: {
  action: string;
  version: string;
  stale?: StaleRecord;
  typed: TypedAddress;
  problems: AddressProblems;
}) {
  const { action, version, stale, typed, problems } = props;
  return (
    <form method="post" action={action} noValidate>
      {stale && <StaleRecordNotice {...stale} here={action} />}
      <HiddenFields fields={{ version }} />
      <ErrorSummary title={memberWords.addressNotKept} problems={problems} note={formWords.kept} />
      <Field
        name="email"
        label={memberWords.address}
        hint="Leave it empty to use the imported one."
        problem={problems.email}
      >
        <input type="email" defaultValue={typed.email} />
      </Field>
      <button name="intent" value="address">
        Keep the address
      </button>
    </form>
  );
}
