/** A mailed link that confirms nothing any more: why, and how to sign all the same. */
import type { ReactNode } from "react";

import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { softenLong } from "../../words/typography/hyphens.ts";
import { StepsPage } from "../steps-page.tsx";
import { DemandList, type ListedDemand } from "./demand-list.tsx";

/** @param props.asked the demands of the link that are still open, as far as they are known */
export function LinkEnded(props: {
  why: "expired" | "gone" | "allClosed";
  asked: ListedDemand[];
  open: ListedDemand[];
  children?: ReactNode;
}) {
  const { why, asked, open, children } = props;
  const { words, to } = useSite();
  const t = words.confirm;
  const said = {
    expired: { title: t.expired, lead: t.expiredLead },
    gone: { title: t.gone, lead: t.goneLead },
    allClosed: { title: words.errors[410].title, lead: t.allClosed },
  }[why];
  const others = open.filter(({ slug }) => !asked.some((one) => one.slug === slug));
  return (
    <StepsPage title={said.title} lead={said.lead}>
      {asked.map(({ slug, title, lang }) => (
        <section className="sign-again" key={slug}>
          <h2 lang={lang}>{softenLong(title)}</h2>
          <a className="button" href={to(`${href("/demands/:slug", { slug })}#sign`)}>
            {t.afresh}
          </a>
        </section>
      ))}
      <DemandList title={asked.length > 0 ? words.demand.others : t.open} demands={others} />
      {open.length === 0 && (
        <p>
          <a className="button" href={to("/")}>
            {t.again}
          </a>
        </p>
      )}
      {children}
    </StepsPage>
  );
}
