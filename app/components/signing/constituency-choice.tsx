/** The one question to a signer whose postcode is not known: the constituency; all else is carried along. */
import { CORRECT, type PlaceProblem } from "../../signatures/signing-form.ts";
import { isForces, showPostcode } from "../../places/postcode.ts";
import { useSite } from "../../pages/site.tsx";
import { ErrorSummary, worded } from "../error-summary.tsx";
import { Field } from "../field.tsx";
import { drawOptions } from "../lists/drawn-options.tsx";
import { href } from "../../paths.ts";

export interface ConstituencyChoiceProps {
  slug: string;
  /** Names and values of the form as it was sent. */
  said: [name: string, value: string][];
  /** In compact form. */
  unknownPostcode: string | undefined;
  problem: PlaceProblem | "repeated" | undefined;
  areas: readonly { code: string; name: string }[];
}

/** Its two halves stay on one line. */
const unbroken = (postcode: string) => postcode.replace(" ", "\u00a0");

export function ConstituencyChoice(props: ConstituencyChoiceProps) {
  const { slug, said, unknownPostcode, problem, areas } = props;
  const site = useSite();
  const { words, to } = site;
  const t = words.choice;
  const problems = worded({ ...(problem && { constituency: problem }) }, words.problems);
  const action = to(href("/demands/:slug/sign", { slug }));
  const carried = said.map(([name, value], index) => (
    <input key={index} type="hidden" name={name} value={value} />
  ));
  const unknown = { code: "unknown", name: t.unknown };
  const { __html } = drawOptions(site, [{ code: "", name: t.choose }, unknown, ...areas]);
  return (
    <>
      <ErrorSummary problems={problems} note={words.problems.kept} />
      {unknownPostcode && (
        <p className="lead">
          {isForces(unknownPostcode) ? t.forces : t.lead(unbroken(showPostcode(unknownPostcode)))}
        </p>
      )}
      <form method="post" action={action} noValidate>
        {carried}
        <Field
          name="constituency"
          label={words.form.constituency}
          hint={t.hint}
          problem={problems.constituency}
        >
          <select required dangerouslySetInnerHTML={{ __html }} />
        </Field>
        <button type="submit">{words.form.button}</button>
      </form>
      <form method="post" action={action}>
        {carried}
        <input type="hidden" name="intent" value={CORRECT} />
        <button type="submit" className="quiet">
          {t.correct}
        </button>
      </form>
    </>
  );
}
