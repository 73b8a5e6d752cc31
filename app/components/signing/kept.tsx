/** What is kept of a signer besides signatures: forms that were sent, mails, limits, bars. */
import { Fragment } from "react";

import { useSite } from "../../pages/site.tsx";
import type { BarReason } from "../../signatures/manage/held.ts";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export function KeptForms(props: {
  forms: {
    id: string;
    name: string;
    titles: { title: string; lang: string | undefined }[];
    createdAt: Date;
    keptUntil: Date;
    isConfirmed: boolean;
  }[];
}) {
  const { words, locale } = useSite();
  const t = words.manage;
  if (props.forms.length === 0) return null;
  return (
    <section>
      <h3>{t.forms}</h3>
      <p className="hint">{t.formsLead}</p>
      <ul>
        {props.forms.map(({ id, name, titles, createdAt, keptUntil, isConfirmed }) => (
          <li key={id}>
            {titles.map(({ title, lang }, index) => (
              <Fragment key={index}>
                {index > 0 && "; "}
                <span lang={lang}>{softenLong(title)}</span>
              </Fragment>
            ))}
            : {softenLong(name)}.{" "}
            {(isConfirmed ? t.formConfirmed : t.formWaits)(formatDate(locale, createdAt))}{" "}
            {t.keptUntil(formatDate(locale, keptUntil))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** @param props.mails how many, as `limits`, `updatesMailed` and `networks` */
export function KeptElse(props: {
  mails: number;
  limits: number;
  updatesMailed: number;
  networks: number;
  bars: { reason: BarReason; until: Date }[];
}) {
  const { mails, limits, updatesMailed, networks, bars } = props;
  const { words, locale } = useSite();
  const t = words.manage;
  if (mails + limits + updatesMailed + networks + bars.length === 0) return null;
  return (
    <section>
      <h3>{t.else}</h3>
      <ul>
        {mails > 0 && <li>{t.mails(mails)}</li>}
        {updatesMailed > 0 && <li>{t.updatesMailed}</li>}
        {limits > 0 && <li>{t.limits}</li>}
        {networks > 0 && <li>{t.networks}</li>}
        {bars.map(({ reason, until }, index) => (
          <li key={index}>
            {t.bars[reason]} {t.keptUntil(formatDate(locale, until))}
          </li>
        ))}
      </ul>
    </section>
  );
}
