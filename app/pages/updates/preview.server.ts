/** The mails of what was typed so far. */
import type { RequestContext } from "../../context.server.ts";
import { textIn, type TypedUpdate } from "../../updates/update-form.ts";
import { locales } from "../../words/locale.ts";
import { lineEnds } from "../read-form.ts";

export type Composing = Pick<RequestContext, "db" | "renderUpdate" | "fields">;

/** The mail in each language in which something was typed, as it would arrive; `html` is safe to insert. */
export const previewOf = ({ renderUpdate }: Composing, typed: TypedUpdate) =>
  locales.flatMap((locale) => {
    const { subject, body } = textIn(typed, locale);
    if (subject.trim() + body.trim() === "") return [];
    const { text: _text, ...mail } = renderUpdate(
      { subject: subject.trim(), body: lineEnds(body) },
      locale,
    );
    return [{ locale, ...mail }];
  });
