/** Many sheets as one document, written as they are made: nothing of a site's page is around them. */
import { renderToStaticMarkup } from "react-dom/server";

import { printWords as t } from "../../words/organise/printing.ts";
import { PostedLetter, type PostedLetterProps } from "./posted-letter.tsx";

export async function* printRun(run: {
  subject: string;
  number: number;
  portions: AsyncIterable<readonly PostedLetterProps[]>;
  /** The letter's own page. */
  back: string;
  stylesheet: string;
}): AsyncGenerator<string> {
  const { subject, number, portions, back, stylesheet } = run;
  const head = renderToStaticMarkup(
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${t.title}: ${subject}`}</title>
      <link rel="stylesheet" href={stylesheet} />
    </head>,
  );
  const hint = renderToStaticMarkup(
    <p className="not-printed">
      {t.ready(number)} <a href={back}>{t.back}</a>
    </p>,
  );
  yield `<!doctype html><html lang="en">${head}<body><main>${hint}`;
  for await (const portion of portions)
    yield portion.map((sheet) => renderToStaticMarkup(<PostedLetter {...sheet} />)).join("");
  yield "</main></body></html>";
}
