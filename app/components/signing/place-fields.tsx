/** Where a signer lives: a postcode, or behind a box to tick the country, which opens without a script. */
import type { SigningProblems, TypedSigning } from "../../signatures/signing-form.ts";
import { useSite } from "../../pages/site.tsx";
import { demoPostcodeHints } from "../../places/demo-postcodes.ts";
import { HOME } from "../../places/country.ts";
import { CheckField, Field } from "../field.tsx";
import { CountrySelect } from "./country-select.tsx";

export function PlaceFields(props: {
  typed: Pick<TypedSigning, "postcode" | "country" | "abroad" | "constituency">;
  /** Sentences. */
  problems: Partial<Record<keyof SigningProblems, string>>;
}) {
  const { typed, problems } = props;
  const { words, demo } = useSite();
  const t = words.form;
  const known = demo ? ` ${t.postcodeTry(demoPostcodeHints.join(", "))}` : "";
  const isAbroad = typed.abroad.includes("yes") || typed.country !== HOME;
  return (
    <div className="where">
      <Field
        name="postcode"
        label={t.postcode}
        hint={t.postcodeHint + known}
        problem={problems.postcode}
      >
        <input
          autoComplete="postal-code"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
          className="short"
          defaultValue={typed.postcode}
          data-postcode={t.postcodeFound("{}")}
          data-elsewhere={t.elsewhere("{}")}
        />
      </Field>
      {typed.constituency !== "" && (
        <input type="hidden" name="constituency" value={typed.constituency} />
      )}
      <input type="hidden" name="abroad" value="no" />
      <CheckField
        id="abroad"
        name="abroad"
        value="yes"
        checked={isAbroad}
        problem={problems.abroad}
      >
        {t.abroad}
      </CheckField>
      <Field name="country" label={t.country} problem={problems.country}>
        <CountrySelect chosen={typed.country} />
      </Field>
    </div>
  );
}
