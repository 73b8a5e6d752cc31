/** The form that signs: one column, everything typed is kept, an error says what to do. */
import { HOME } from "../places/country.ts";
import { NAME_MAX } from "../signatures/name.ts";
import type { SigningField, SigningProblems, TypedSigning } from "../signatures/signing-form.ts";
import { useSite } from "../pages/site.tsx";
import type { Words } from "../words/en.ts";
import { CheckField, Field } from "./field.tsx";

export interface SignFormProps {
  slug: string;
  typed: TypedSigning;
  problems: SigningProblems;
  countries: { code: string; name: string }[];
  /** Given when the postcode is not known and the signer is to choose. */
  areas: { code: string; name: string }[] | undefined;
  others: { slug: string; title: string }[];
}

export function ErrorSummary({ problems, words }: { problems: SigningProblems; words: Words }) {
  const entries = Object.entries(problems) as [SigningField, keyof Words["problems"]][];
  if (entries.length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} data-focus="">
      <h2>{words.problems.title}</h2>
      <ul>
        {entries.map(([field, problem]) => (
          <li key={field}>
            <a href={`#${field}`}>{words.problems[problem]}</a>
          </li>
        ))}
      </ul>
      <p>{words.problems.kept}</p>
    </div>
  );
}

export function SignForm({ slug, typed, problems, countries, areas, others }: SignFormProps) {
  const { words, to } = useSite();
  const t = words.form;
  const said = (field: SigningField) => {
    const problem = problems[field];
    return problem && words.problems[problem];
  };
  return (
    <form
      method="post"
      action={to(`/demands/${slug}/sign`)}
      className="sign-form"
      noValidate
      data-sign=""
    >
      <ErrorSummary problems={problems} words={words} />
      <Field name="name" label={t.name} hint={t.nameHint} problem={said("name")}>
        <input autoComplete="name" maxLength={NAME_MAX} required defaultValue={typed.name} />
      </Field>
      <Field name="email" label={t.email} hint={t.emailHint} problem={said("email")}>
        <input
          type="email"
          autoComplete="email"
          inputMode="email"
          autoCapitalize="off"
          spellCheck={false}
          required
          defaultValue={typed.email}
        />
      </Field>
      <Field name="postcode" label={t.postcode} hint={t.postcodeHint} problem={said("postcode")}>
        <input
          autoComplete="postal-code"
          autoCapitalize="characters"
          spellCheck={false}
          className="short"
          defaultValue={typed.postcode}
          data-postcode={t.postcodeFound("{}")}
        />
      </Field>
      {areas && (
        <Field
          name="constituency"
          label={t.constituency}
          hint={t.constituencyHint}
          problem={said("constituency")}
        >
          <select defaultValue={typed.constituency}>
            <option value="">{t.constituencyChoose}</option>
            <option value="unknown">{t.constituencyUnknown}</option>
            {areas.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field name="country" label={t.country} problem={said("country")}>
        <select autoComplete="country" defaultValue={typed.country}>
          {!countries.some(({ code }) => code === typed.country) && <option value="" />}
          {countries
            .filter(({ code }) => code === HOME)
            .concat(countries.filter(({ code }) => code !== HOME))
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
        </select>
      </Field>
      {others.length > 0 && (
        <fieldset id="also" className={problems.also && "wrong"}>
          <legend>{t.also}</legend>
          {problems.also && <p className="problem">{said("also")}</p>}
          {others.map((other) => (
            <CheckField
              key={other.slug}
              id={`also-${other.slug}`}
              name="also"
              value={other.slug}
              checked={typed.also.includes(other.slug)}
            >
              {other.title}
            </CheckField>
          ))}
        </fieldset>
      )}
      <CheckField
        id="consent"
        name="consent"
        value="yes"
        checked={typed.consent === "yes"}
        problem={said("consent")}
        required
      >
        {t.consent}
      </CheckField>
      <CheckField id="updates" name="updates" value="yes" checked={typed.updates === "yes"}>
        {t.updates}
      </CheckField>
      <div className="honeypot" aria-hidden="true">
        <label htmlFor="website">{t.website}</label>
        <input id="website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      <button type="submit">{t.button}</button>
      <p className="hint">
        {t.next} <a href={to("/privacy")}>{t.privacy}</a>
      </p>
    </form>
  );
}
