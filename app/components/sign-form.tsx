/** The form that signs: one column, everything typed is kept, an error says what to do. */
import type { Demand } from "../demands/demand.ts";
import { NAME_MAX } from "../signatures/name.ts";
import {
  ASKED,
  type SigningProblems,
  TRAP,
  type TypedSigning,
} from "../signatures/signing-form.ts";
import { useSite } from "../pages/site.tsx";
import type { Words } from "../words/en.ts";
import { ErrorSummary, worded } from "./error-summary.tsx";
import { CheckField, Field, FieldSet, ownAddress } from "./field.tsx";
import { PlaceFields } from "./signing/place-fields.tsx";
import { href } from "../paths.ts";

export interface SignFormProps {
  slug: string;
  /** Of the words that it stands beside. */
  version: number;
  typed: TypedSigning;
  problems: SigningProblems;
  /** The demands that can be signed in the same go, where any was. */
  others?: Pick<Demand, "slug" | "title" | "lang">[];
}

export function SignForm(props: SignFormProps) {
  const { slug, version, typed, others = [] } = props;
  const { words, to } = useSite();
  const t = words.form;
  const problems = worded(props.problems, words.problems);
  return (
    <form
      method="post"
      action={to(href("/demands/:slug/sign", { slug }))}
      noValidate
      className="signing"
      data-sign=""
      data-prove={t.moment}
      data-problems={toldAtOnce(words.problems)}
    >
      <input type="hidden" name="words" value={typed.words || version} />
      {typed.from && <input type="hidden" name="from" value={typed.from} />}
      <ErrorSummary problems={problems} note={words.problems.kept} />
      <Field name="name" label={t.name} hint={t.nameHint} problem={problems.name}>
        <input
          autoComplete="name"
          autoCapitalize="words"
          spellCheck={false}
          enterKeyHint="next"
          maxLength={NAME_MAX}
          required
          defaultValue={typed.name}
        />
      </Field>
      <Field name="email" label={t.email} hint={t.emailHint} problem={problems.email}>
        <input
          {...ownAddress}
          enterKeyHint="next"
          defaultValue={typed.email}
          data-meant={t.meant("{}")}
        />
      </Field>
      <PlaceFields {...{ typed, problems }} />
      {others.length > 0 && (
        <FieldSet name="also" legend={t.also} problem={problems.also}>
          {others.map((other) => (
            <CheckField
              key={other.slug}
              id={`also-${other.slug}`}
              name="also"
              value={other.slug}
              checked={typed.also.includes(other.slug)}
              lang={other.lang}
            >
              {other.title}
            </CheckField>
          ))}
        </FieldSet>
      )}
      <CheckField
        id="consent"
        name="consent"
        value="yes"
        checked={typed.consent === "yes"}
        problem={problems.consent}
        required
      >
        {t.consent}
      </CheckField>
      <CheckField id="updates" name="updates" value="yes" checked={typed.updates === "yes"}>
        {t.updates}
      </CheckField>
      {problems.person || typed.person === "yes" ? (
        <>
          <input type="hidden" name={ASKED} value="yes" />
          <CheckField
            id="person"
            name="person"
            value="yes"
            checked={typed.person === "yes"}
            problem={problems.person}
            required
          >
            {t.person}
          </CheckField>
        </>
      ) : (
        <Trap label={t.trap} />
      )}
      <button type="submit" data-busy={t.busy}>
        {t.button}
      </button>
      <p className="hint">
        {t.next} <a href={to(href("/privacy"))}>{t.privacy}</a>
      </p>
    </form>
  );
}

/** By the sentences of a language, which stay the same. */
const told = new WeakMap<Words["problems"], string>();

/** What the script says of a field as soon as it is left, by the codes that the form's own readers give: JSON. */
function toldAtOnce(sentences: Words["problems"]): string {
  let text = told.get(sentences);
  if (text === undefined) {
    const all = Object.entries(sentences);
    const some = all.filter(([code]) => /^(?:name|email|postcode)-/.test(code));
    told.set(sentences, (text = JSON.stringify(Object.fromEntries(some))));
  }
  return text;
}

/** Neither eyes, keyboard nor screen reader come here, nor what fills in forms; without styles its label says it. */
function Trap({ label }: { label: string }) {
  return (
    <div className="honeypot" aria-hidden="true" {...{ inert: "" }}>
      <label htmlFor={TRAP}>{label}</label>
      <input id={TRAP} name={TRAP} tabIndex={-1} autoComplete="off" {...unfilled} />
    </div>
  );
}

/** To 1Password, LastPass, Bitwarden and Dashlane: this is none of yours. */
const unfilled = {
  "data-1p-ignore": "",
  "data-lpignore": "true",
  "data-bwignore": "",
  "data-form-type": "other",
};
