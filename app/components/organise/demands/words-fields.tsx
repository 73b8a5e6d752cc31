/** The fields of a demand's words, in whatever language. */
import { ADDRESSEE_MAX, BODY_MAX, SUMMARY_MAX, TITLE_MAX } from "../../../demands/words.ts";
import { demandLabels as labels } from "../../../words/organise/demands.ts";
import { Field } from "../../field.tsx";

type Fields = "title" | "summary" | "body" | "addressee";

/** @param props.lang of what is typed, where it is not English */
export function WordsFields(props: {
  typed: Record<Fields, string>;
  problems: Partial<Record<Fields, string>>;
  lang?: string | undefined;
}) {
  const { typed, problems, lang } = props;
  return (
    <>
      <Field
        name="addressee"
        label={labels.addressee}
        hint="Such as: the British government."
        problem={problems.addressee}
      >
        <input required lang={lang} maxLength={ADDRESSEE_MAX} defaultValue={typed.addressee} />
      </Field>
      <Field
        name="title"
        label={labels.title}
        hint="What is demanded, as it would stand on a poster."
        problem={problems.title}
      >
        <input required lang={lang} maxLength={TITLE_MAX} defaultValue={typed.title} />
      </Field>
      <Field
        name="summary"
        label={labels.summary}
        hint="One or two sentences, for lists and for shared links."
        problem={problems.summary}
      >
        <textarea
          rows={3}
          required
          lang={lang}
          maxLength={SUMMARY_MAX}
          className="few-lines"
          defaultValue={typed.summary}
        />
      </Field>
      <Field
        name="body"
        label={labels.body}
        hint="A blank line begins a paragraph, “- ” an item of a list, “## ” a heading, **two stars** make bold."
        problem={problems.body}
      >
        <textarea rows={16} required lang={lang} maxLength={BODY_MAX} defaultValue={typed.body} />
      </Field>
    </>
  );
}
