/** A person with a browser and no script, behind a proxy: opens pages, fills forms, keeps cookies, reads mail. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Answer {
  status: number;
  headers: Headers;
  location: string;
  html: string;
}

export interface MailRead {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

export type Values = Record<string, string | string[]>;

const encode = (values: Values) =>
  new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  );

export const filled: Values = {
  name: "Ann O'Neil",
  email: "ann@example.org",
  country: "GB",
  postcode: "SW1A 1AA",
  consent: "yes",
};

let networks = 0;

/** What a proxy gives, each in a network of its own, so that only who names one meets its limits. */
export function nextAddress(): string {
  const n = networks++;
  return `10.${(n >> 8) & 255}.${n & 255}.1`;
}

export type Visitor = ReturnType<typeof visitor>;

export function visitor(base: string, language = "en") {
  let cookie = "";
  const headers = (more: Record<string, string> = {}) => ({
    "accept-language": language,
    ...(cookie && { cookie }),
    ...more,
  });
  async function read(response: Response): Promise<Answer> {
    for (const set of response.headers.getSetCookie()) cookie = set.split(";")[0]!;
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get("location") ?? "",
      html: await response.text(),
    };
  }
  const get = async (path: string, more?: Record<string, string>) =>
    read(await fetch(new URL(path, base), { redirect: "manual", headers: headers(more) }));
  const post = async (path: string, values: Values, more: Record<string, string> = {}) =>
    read(
      await fetch(new URL(path, base), {
        method: "POST",
        redirect: "manual",
        headers: headers({
          origin: base,
          "sec-fetch-site": "same-origin",
          "x-forwarded-for": nextAddress(),
          ...more,
        }),
        body: encode(values),
      }),
    );
  const json = async <T>(path: string): Promise<T> =>
    (await (await fetch(new URL(path, base))).json()) as T;
  const mailbox = async (to: string, part: string) =>
    (await json<MailRead[]>(`/mailbox.json?to=${encodeURIComponent(to)}`)).filter(({ text }) =>
      text.includes(part),
    );
  /** Waits until `n` mails to an address, with this in them, are in the mailbox; newest first. */
  const mails = async (to: string, n = 1, part = ""): Promise<MailRead[]> => {
    for (let tries = 0; tries < 200; tries++) {
      const all = await mailbox(to, part);
      if (all.length >= n) return all;
      await sleep(50);
    }
    throw new Error(`no ${n} mails to ${to} came`);
  };
  return {
    get,
    post,
    json,
    mails,
    /** As its browser would send it with a file. */
    cookie: () => cookie,
    /** Asks for the link to what is stored, which an inbox may once a minute. @returns its path, as mailed */
    manageLink: async (email: string): Promise<string> => {
      // another mail to this address may be on its way
      const had = (await mailbox(email, "/manage/")).length;
      await post("/manage", { email });
      return linkIn((await mails(email, had + 1, "/manage/"))[0]!, "/manage/");
    },
    sign: (slug: string, values: Values = {}, more: Record<string, string> = {}) =>
      post(`/demands/${slug}/sign`, { ...filled, ...values }, more),
    count: async (id: number) =>
      (await json<{ signature_count: number }>(`/petitions/${id}/count.json`)).signature_count,
  };
}

/** The path of the first link in a mail that holds `part`. */
export function linkIn(mail: MailRead, part: string): string {
  const links = mail.text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const link = links.find((one) => new URL(one).pathname.includes(part));
  if (!link) throw new Error(`no link with ${part} in: ${mail.text}`);
  return new URL(link).pathname;
}

const unescaped = (text: string) =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/**
 * What the form with this intent sends when its button is pressed and nothing is typed: what it carries
 * unseen, and the intent. @param hidden more fields that it must carry unseen
 */
export function fieldsFor(
  html: string,
  intent: string,
  ...hidden: string[]
): Record<string, string> {
  const forms = html.match(/<form\b.*?<\/form>/gs) ?? [];
  const form = forms.find((one) => one.includes(`value="${intent}"`));
  if (!form) throw new Error(`no form with the intent ${intent}`);
  const carried = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const fields = Object.fromEntries(carried.map(([, name, value]) => [name!, unescaped(value!)]));
  for (const name of hidden) if (!(name in fields)) throw new Error(`the form has no ${name}`);
  // to show a sample sends the form, but is not what sends it
  return intent === "show" ? fields : { ...fields, intent };
}

/** What the form sends that asks once more whether somebody is sure. */
export function sureOf({ html }: Pick<Answer, "html">): Values {
  const form = /<form method="post".*?<\/form>/s.exec(/<main.*?<\/main>/s.exec(html)![0])![0];
  const values: Record<string, string[]> = {};
  for (const [, name, value] of form.matchAll(/name="(\w+)" value="([^"]*)"/g))
    (values[name!] ??= []).push(value!);
  if (!values["sure"]) throw new Error(`nobody is asked whether they are sure in: ${form}`);
  return values;
}
