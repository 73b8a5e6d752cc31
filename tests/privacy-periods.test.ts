import { expect, test } from "vitest";

import { KEPT_DAYS as INBOUND_DAYS } from "#app/answers/inbound/forget-mails.server.ts";
import { FORGET_DAYS } from "#app/campaign/closing/closing.ts";
import { AUDIT_YEARS } from "#app/organisers/audit/forget-entries.server.ts";
import { BACKUP_DAYS, ERASURE_DAYS } from "#app/signatures/erasures/names.ts";
import { NEWS_MONTHS } from "#app/signatures/retention/news-addresses.server.ts";
import { KEPT_DAYS as UPDATE_DAYS } from "#app/updates/update.ts";
import { locales } from "#app/words/locale.ts";
import { proseFor } from "#app/words/words.ts";
import { SIGNING_DAYS } from "#db/partitions.ts";
import type { LocaleCode } from "#db/schema.ts";
import { MAIL_DAYS } from "#emails/purge-mail.ts";

test("the page about privacy says the periods that the program keeps to, in four languages", () => {
  const said: [number, number, Record<LocaleCode, string>][] = [
    [
      FORGET_DAYS,
      28,
      {
        en: "28 days after the demand closed",
        uk: "28 днів після закриття",
        kk: "жабылғаннан кейін ең көбі 28 күн",
        ru: "28 дней после закрытия",
      },
    ],
    [
      NEWS_MONTHS,
      12,
      {
        en: "at most 12 months",
        uk: "щонайбільше 12 місяців",
        kk: "ең көбі 12 ай",
        ru: "не более 12 месяцев",
      },
    ],
    [MAIL_DAYS, 14, { en: "14 to 15 days", uk: "14–15 днів", kk: "14–15 күнде", ru: "14–15 дней" }],
    [ERASURE_DAYS, 60, { en: "60 days", uk: "60 днів", kk: "60 күн", ru: "60 дней" }],
    [
      BACKUP_DAYS,
      30,
      {
        en: "the same way: at most 30 days",
        uk: "так само: щонайбільше 30 днів",
        kk: "көшірмелер: ең көбі 30 күн",
        ru: "так же: не более 30 дней",
      },
    ],
    [
      SIGNING_DAYS,
      7,
      {
        en: "seven to eight days",
        uk: "від семи до восьми днів",
        kk: "жеті-сегіз күн",
        ru: "от семи до восьми дней",
      },
    ],
    [
      UPDATE_DAYS,
      14,
      {
        en: "emailed you: two weeks",
        uk: "надіслали: два тижні",
        kk: "жібергеніміз: екі апта",
        ru: "отправили: две недели",
      },
    ],
    [
      AUDIT_YEARS,
      2,
      {
        en: "What organisers did: two years",
        uk: "Що робили організатори: два роки",
        kk: "не істегені: екі жыл",
        ru: "Что делали организаторы: два года",
      },
    ],
    [INBOUND_DAYS, 90, { en: "90 days", uk: "90 днів", kk: "90 күн", ru: "90 дней" }],
  ];
  for (const [constant, days, phrases] of said) {
    expect(constant).toBe(days);
    for (const locale of locales)
      expect(proseFor(locale).privacy.body.replaceAll("\u00a0", " ")).toContain(phrases[locale]);
  }
});
