/** Where people read their mail in a browser, and whose addresses those are. */

export interface Webmail {
  name: string;
  url: string;
  /** Separated by spaces; one that ends in a dot stands for itself in every country. */
  domains: string;
}

/** By how many of our readers have one. */
export const webmails: readonly Webmail[] = [
  { name: "Gmail", url: "https://mail.google.com/", domains: "gmail. googlemail." },
  {
    name: "Outlook",
    url: "https://outlook.live.com/mail/",
    domains: "outlook. hotmail. live. msn.",
  },
  { name: "Yahoo", url: "https://mail.yahoo.com/", domains: "yahoo. ymail. rocketmail. myyahoo." },
  { name: "iCloud", url: "https://www.icloud.com/mail/", domains: "icloud.com me.com mac.com" },
  { name: "Proton", url: "https://mail.proton.me/", domains: "proton.me protonmail. pm.me" },
  { name: "Ukr.net", url: "https://mail.ukr.net/", domains: "ukr.net" },
  {
    name: "Mail.ru",
    url: "https://e.mail.ru/",
    domains: "mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru",
  },
  { name: "Yandex", url: "https://mail.yandex.com/", domains: "yandex. ya.ru narod.ru" },
];
