/** The form for an address of a member that wins over those known. */
import type { AddressProblems, TypedAddress } from "../../../members/address-form.ts";
import { formWords, memberWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../stale-record.tsx";

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
