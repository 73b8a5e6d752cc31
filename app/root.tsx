/** The frame of every page. */
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Meta,
  Outlet,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";

import { ErrorPage, errorWords } from "./components/error-page.tsx";
import { Footer } from "./components/footer.tsx";
import { Header } from "./components/header.tsx";
import { Script } from "./components/script.tsx";
import stylesheet from "./styles/site.css?url";
import { titled } from "./web/meta.ts";
import { type Site, SiteProvider } from "./web/site.tsx";
import { wordsFor } from "./words/words.ts";

export function loader({ context, request }: LoaderFunctionArgs): Site {
  const { config, locale, prefix } = context;
  const { pathname, search } = new URL(request.url);
  return {
    locale,
    prefix,
    path: request.method === "GET" ? pathname + search : pathname,
    origin: config.origin,
    campaign: config.campaign.name,
    demo: config.demo,
    mailbox: config.mail.transport === "mailbox",
  };
}

/** What an answer says beside its page, such as Retry-After, goes out with its error page. */
export const headers: HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers();

const unknownSite: Site = {
  locale: "en",
  prefix: "",
  path: "/",
  origin: "",
  campaign: "",
  demo: false,
  mailbox: false,
};

/** The title of error pages; every other page names itself. */
export const meta: MetaFunction = (args) => {
  const { error } = args;
  if (error === undefined) return [];
  return titled(args, (words) => ({
    title: errorWords(words, statusOf(error)).title,
    hidden: true,
  }));
};

const statusOf = (error: unknown) => (isRouteErrorResponse(error) ? error.status : 500);

export function Layout({ children }: { children: ReactNode }) {
  const site = useRouteLoaderData<typeof loader>("root") ?? unknownSite;
  return (
    <html lang={site.locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="alternate" type="application/atom+xml" href="/demands.atom" />
        <Script />
      </head>
      <body>
        <SiteProvider value={site}>
          <a className="skip" href="#content">
            {wordsFor(site.locale).skip}
          </a>
          <Header />
          <main id="content" tabIndex={-1}>
            {children}
          </main>
          <Footer />
        </SiteProvider>
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage status={statusOf(useRouteError())} />;
}
