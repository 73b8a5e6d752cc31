/** What happened, what was kept, what to do. */
import { useSite } from "../pages/site.tsx";
import { href } from "../paths.ts";
import { Onward } from "./after/onward.tsx";
import type { Words } from "../words/en.ts";
import { SearchForm } from "./search-form.tsx";
import { StepsPage } from "./steps-page.tsx";

/** The title of an error page, in the head. */
export function ErrorTitle({ status }: { status: number }) {
  const { words, campaign } = useSite();
  return <title>{`${errorWords(words, status).title} – ${campaign}`}</title>;
}

function errorWords(words: Words, status: number): { title: string; lead: string } {
  const { home: _home, reference: _reference, retry: _retry, ...pages } = words.errors;
  return status in pages ? pages[status as keyof typeof pages] : pages[500];
}

/** What may go well a little later. */
const PASSING = [429, 500, 503];

export function ErrorPage({ status }: { status: number }) {
  const { words, to, reference } = useSite();
  const { home, menu, footer, errors } = words;
  const isPassing = PASSING.includes(status) || !(status in errors);
  const ways = [
    [href("/constituencies"), menu.places],
    [href("/letters"), menu.letters],
    [href("/manage"), footer.manage],
  ] as const;
  return (
    <StepsPage {...errorWords(words, status)}>
      {status === 500 && reference && (
        <p>
          {`${errors.reference}: `}
          <code>{reference}</code>
        </p>
      )}
      <div className="together">
        {/* the same address, asked anew: of a form that was sent, the page that it stands on */}
        {isPassing && (
          <a className="button" href="" data-broken="">
            {errors.retry}
          </a>
        )}
        <a className={isPassing ? "button quiet" : "button"} href={to("/")}>
          {errors.home}
        </a>
      </div>
      {status === 404 && (
        <SearchForm action={to("/")} label={home.search} button={home.searchButton} q="" />
      )}
      <Onward to={ways} />
    </StepsPage>
  );
}
