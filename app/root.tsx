/** The frame of every page. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, Meta, Outlet, useMatches, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";

import { ErrorPage, ErrorTitle } from "./components/error-page.tsx";
import { Footer } from "./components/footer.tsx";
import { Header } from "./components/header.tsx";
import { Script } from "./components/script.tsx";
import stylesheet from "./styles/site.css?url";
import { siteOf } from "./pages/site.server.ts";
import { useSite } from "./pages/site.tsx";
import { href } from "./paths.ts";

export const loader = ({ context, request }: LoaderFunctionArgs) => siteOf(context, request);

/** What a route says of its frame: whether it stands in one on another site, with nothing around it. */
interface Handle {
  isFrame?: boolean;
}

const statusOf = (error: unknown) => (isRouteErrorResponse(error) ? error.status : 500);

export function Layout({ children }: { children: ReactNode }) {
  const { locale, words } = useSite();
  const error = useRouteError();
  const isFrame = useMatches().some(({ handle }) => (handle as Handle | undefined)?.isFrame);
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf8f3" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0d1113" media="(prefers-color-scheme: dark)" />
        {error ? <ErrorTitle status={statusOf(error)} /> : <Meta />}
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href={`/${locale}${href("/manifest.webmanifest")}`} />
        <link rel="alternate" type="application/atom+xml" href={href("/demands.atom")} />
        {!isFrame && <Script />}
      </head>
      <body>
        {isFrame ? (
          <main>{children}</main>
        ) : (
          <>
            <a className="skip" href="#content">
              {words.skip}
            </a>
            <Header />
            <main id="content" tabIndex={-1}>
              {children}
            </main>
            <Footer />
          </>
        )}
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
