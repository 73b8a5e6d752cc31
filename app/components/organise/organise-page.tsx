/** The frame of organisers' pages, which are English only: the ways through them, what was done last. */
import type { ReactNode } from "react";

import live from "../../live/live.ts?worker&url";
import stylesheet from "../../styles/organise.css?url";

import { FlashMessage } from "../flash.tsx";
import { href } from "../../paths.ts";
import { SiteProvider, useSite } from "../../pages/site.tsx";
import { TIME_ZONE } from "../../words/format.ts";
import { roleWords } from "../../words/organise/people.ts";
import { HiddenFields } from "./hidden-fields.tsx";
import { Heading } from "../text/heading.tsx";

const links = [
  [href("/organise"), "Overview"],
  [href("/organise/demands"), "Demands"],
  [href("/organise/signatures"), "Signatures"],
  [href("/organise/letters"), "Letters"],
  [href("/organise/answers"), "Answers"],
  [href("/organise/updates"), "Updates"],
  [href("/organise/members"), "Members"],
  [href("/organise/people"), "People"],
  [href("/organise/settings"), "Settings"],
  [href("/organise/audit"), "Audit log"],
] as const;
const supporters = href("/organise/supporters");
const you = href("/organise/you");

export function OrganisePage(props: {
  title: string;
  /** A sentence about what was just done, or was not. */
  said?: string | undefined;
  children: ReactNode;
}) {
  const { title, said, children } = props;
  const site = useSite();
  const here = site.path.split("?")[0]!;
  return (
    <div className="organise" lang="en">
      <link rel="stylesheet" href={stylesheet} />
      <script type="module" src={live} />
      <nav aria-label="Organisers" className="organise-nav">
        <ul>
          {linksFor(site.role).map(([path, text]) => (
            <li key={path}>
              <a href={path} aria-current={currentFor(path, here)}>
                {text}
              </a>
            </li>
          ))}
          {site.role && (
            <li className="own">
              <a href={you} aria-current={currentFor(you, here)}>
                You<span className="unseen">, signed in as {roleWords[site.role]}</span>
              </a>
            </li>
          )}
          <li>
            <form method="post" action={href("/organise/sign-out")}>
              <button className="quiet">Sign out</button>
            </form>
          </li>
        </ul>
      </nav>
      <Heading text={title} />
      <FlashMessage said={said} />
      <SiteProvider value={{ ...site, locale: "en" }}>{children}</SiteProvider>
    </div>
  );
}

/** Only owners may take supporters along. */
const linksFor = (role: string | undefined) =>
  links.flatMap((link) =>
    role === "owner" && link[0] === href("/organise/members")
      ? [link, [supporters, "Supporters"] as const]
      : [link],
  );

/** Whether a link is to the page one is on, or to the part of the site that it is in. */
function currentFor(path: string, here: string): "page" | "true" | undefined {
  if (here === path) return "page";
  const isWithin = path !== href("/organise") && here.startsWith(`${path}/`);
  return isWithin ? "true" : undefined;
}

const format = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: TIME_ZONE,
});

export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{format.format(at)}</time>;
}

/** One button in a form of its own. */
export function DeedButton(props: {
  action: string;
  intent: string;
  className?: string;
  fields?: Record<string, string>;
  /** Says more than the button shows, where several say the same. */
  label?: string;
  children: ReactNode;
}) {
  const { action, intent, className, fields = {}, label, children } = props;
  return (
    <form method="post" action={action}>
      <HiddenFields fields={fields} />
      <button name="intent" value={intent} className={className} aria-label={label}>
        {children}
      </button>
    </form>
  );
}
