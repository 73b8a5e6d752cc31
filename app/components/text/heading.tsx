/** A heading in its words' length: a long title is set smaller, a word too long for a phone may part. */
import { lengthOf, typeset } from "../../words/typography/typeset.ts";

/** @param props.link where the heading leads; @param props.lang of the text, where it is not the page's */
export function Heading(props: {
  level?: "h1" | "h2" | "h3";
  text: string;
  lang?: string | undefined;
  link?: string;
  look?: string;
}) {
  const { level: Level = "h1", text, lang, link, look } = props;
  const classes = [look, lengthOf(text)].filter(Boolean).join(" ");
  return (
    <Level lang={lang} className={classes || undefined}>
      {link === undefined ? typeset(text) : <a href={link}>{typeset(text)}</a>}
    </Level>
  );
}
