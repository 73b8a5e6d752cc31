/** The list of bad inputs, each row of it against the built server; without the list (../shared/design) there is nothing to run. */
import fs from "node:fs";
import http from "node:http";

import { afterAll, beforeAll, expect, test } from "vitest";

import { canonicalAddress } from "#app/signatures/address.ts";
import { linkToken, signerKey } from "#app/keys.server.ts";
import { type Pattern, paths, rowOf } from "#app/paths.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { enter, type Organiser, typedDemand } from "./support/demands.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { emailEvent, signedWebhook, webhookSecret } from "./support/signed-webhook.ts";
import { countOf, testKeys } from "./support/signers.ts";
import { type Answer, filled, linkIn, type Values, visitor } from "./support/visitor.ts";

const file = new URL("../../shared/design/bad-inputs.json", import.meta.url);
const known = fs.existsSync(file);

interface Case {
  id: string;
  field: string;
  input: string | string[] | { repeat: string; times: number; suffix?: string };
  input_hex?: string;
  status: number;
  alt_status?: number[];
  outcome: string;
  context?: Record<string, string>;
}
const { cases } = known
  ? (JSON.parse(fs.readFileSync(file, "utf8")) as { cases: Case[] })
  : { cases: [] };

const SLUG = "free-the-prisoners";
const SIGN = `/demands/${SLUG}/sign`;
const EVIL = "https://evil.example";

let site: Site;
let demand: number;
let chief: Organiser;
let ann: ReturnType<typeof visitor>;
beforeAll(async () => {
  if (!known) return;
  site = await startSite({ RESEND_WEBHOOK_SECRET: webhookSecret });
  ann = visitor(site.base);
  chief = await enter(site, "chief@example.org");
  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", SLUG)
    .executeTakeFirstOrThrow();
  demand = id;
});
afterAll(async () => {
  if (known) await site[Symbol.asyncDispose]();
});

let number = 0;
const someone = () => `bad${++number}@example.org`;
const count = () => countOf(site.db, demand);
const rowsOf = async (table: "signing" | "signature" | "mail_message" | "suppression") =>
  (await site.db.selectFrom(table).selectAll().execute()).length;

function valuesOf({ input, input_hex }: Case): string[] {
  if (input_hex) return [Buffer.from(input_hex, "hex").toString()];
  if (Array.isArray(input)) return input;
  if (typeof input === "string") return [input];
  return [input.repeat.repeat(input.times) + (input.suffix ?? "")];
}

const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");

/** What holds for every row, whatever is asked. */
function expectSafe(answer: Pick<Answer, "status" | "html">): void {
  expect(answer.status).toBeLessThan(500);
  expect(answer.html).not.toMatch(/node_modules|at async|ECONN|violates|relation "|Hey developer/);
}

function expectAsListed(one: Case, answer: Pick<Answer, "status" | "html">): void {
  expectSafe(answer);
  expect([one.status, ...(one.alt_status ?? [])]).toContain(answer.status);
}

/** Asks for a signature, and gives the path of its link to confirm. */
async function linkFor(email: string, values: Values = {}): Promise<string> {
  expect((await ann.sign(SLUG, { ...values, email })).status).toBe(303);
  return linkIn((await ann.mails(email))[0]!, "/confirm/");
}

/** An inbox gets one mail a minute; as if it had passed. */
const minutePasses = () => site.db.deleteFrom("mail_allowance").execute();

/** Follows the link of the newest mail, if it has one to confirm. */
async function confirmBy(email: string): Promise<void> {
  const [mail] = await ann.mails(email);
  if (mail!.text.includes("/confirm/")) await ann.post(linkIn(mail!, "/confirm/"), {});
}

async function signs(one: Case): Promise<void> {
  const [before, signings] = [await rowsOf("signature"), await rowsOf("signing")];
  const mails = await rowsOf("mail_message");
  const email = one.field === "email" ? valuesOf(one)[0]! : someone();
  const answer = await ann.sign(SLUG, {
    // a postcode that the demo does not know is a matter of its own
    ...{ email, constituency: "unknown", ...one.context, [one.field]: valuesOf(one) },
  });
  expectAsListed(one, answer);
  expect(await rowsOf("signature")).toBe(before);
  for (const typed of valuesOf(one))
    if (typed.includes("<")) expect(answer.html).not.toContain(typed);
  if (one.outcome === "reject") {
    expect([await rowsOf("signing"), await rowsOf("mail_message")]).toEqual([signings, mails]);
    return;
  }
  const [mail] = await ann.mails(email);
  expect(mail!.to).toBe(email);
  const page = await ann.get(linkIn(mail!, "/confirm/"));
  expectSafe(page);
  if (one.field !== "name") return;
  const name = valuesOf(one)[0]!.normalize("NFC");
  expect(page.html).toContain(escaped(name));
  if (name.includes("<")) expect(page.html + mail!.html).not.toContain(name);
}

interface Event {
  type: string;
  id: string;
  more?: object;
  at?: Date;
}

/** What the provider tells of a mail, signed. */
function webhook(message: string, { type, id, more, at = new Date() }: Event): Promise<Response> {
  const { headers, body } = signedWebhook(id, emailEvent(type, message, more), at);
  headers.set("content-type", "application/json");
  return fetch(`${site.base}/webhooks/resend`, { method: "POST", headers, body });
}

/** A mail that has left. @returns its id */
async function mailSent(email: string): Promise<string> {
  await linkFor(email);
  const { id } = await site.db
    .selectFrom("mail_message")
    .select("id")
    .where("kind", "=", "confirm")
    .where("recipient_key", "=", signerKey(testKeys, canonicalAddress(email)))
    .executeTakeFirstOrThrow();
  return id;
}

const permanent = { bounce: { type: "Permanent", subType: "General", message: "no such box" } };
const letter = { subject: "To you", demand: SLUG, audience: "all", per_hour: "60" };

async function showLetter(one: Case): Promise<string> {
  const [body] = valuesOf(one);
  const shown = await chief.post("/organise/letters/new", {
    ...letter,
    body: body!,
    intent: "show",
  });
  expectAsListed(one, shown);
  const kept = await chief.post("/organise/letters/new", { ...letter, body: body! });
  expect(kept.status).toBe(303);
  const page = await chief.get(kept.location.split("?")[0]!);
  expect(page.status).toBe(200);
  return shown.html + page.html;
}

const showsAsText = async (one: Case) => {
  const html = await showLetter(one);
  expect(html).not.toContain(valuesOf(one)[0]);
  expect(html).not.toMatch(/(?:href|src)="[^"]*evil\.example/);
  expect(html).toContain("evil.example");
};

/** Each post that no other site may make, from another site. */
async function postFromElsewhere(one: Case, headers: Record<string, string>): Promise<void> {
  const [signings, counted] = [await rowsOf("signing"), await count()];
  for (const pattern of Object.keys(paths) as Pattern[]) {
    if (pattern === "/*" || rowOf(pattern).crossSite) continue;
    const values = {
      slug: SLUG,
      id: "1",
      file: "1.json",
      token: "x".repeat(43),
      code: "E14001172",
    };
    const path = pattern.replace(/:(\w+)/g, (_, name: keyof typeof values) => values[name] ?? "x");
    const { status } = await raw(
      "POST",
      path,
      headers,
      String(new URLSearchParams(filled as Record<string, string>)),
    );
    expect([path, status]).toEqual([path, one.status]);
  }
  expect([await rowsOf("signing"), await count()]).toEqual([signings, counted]);
}

const asForm = { "content-type": "application/x-www-form-urlencoded" };

/** Another test runs this very input; what it says of it stands there. */
function expectRunElsewhere(name: string, title: string, says: string): void {
  const text = fs.readFileSync(new URL(name, import.meta.url), "utf8");
  expect(text.split(`test("${title}"`)[1]?.split("\ntest(")[0]).toContain(says);
}

/** What runs each row that is no plain field of the form, by its id. */
const runs: Record<string, (one: Case) => Promise<void>> = {
  "email-09": async (one) => {
    const counted = await count();
    await minutePasses();
    await linkFor("ann@example.org");
    await confirmBy("ann@example.org");
    expect(await count()).toBe(counted + 1);
    await minutePasses();
    expectAsListed(one, await ann.sign(SLUG, { email: valuesOf(one) }));
    // of a domain the case means nothing, so it is kept in small letters
    await confirmBy(valuesOf(one)[0]!.replace("EXAMPLE", "example"));
    expect(await count()).toBe(counted + 1);
  },
  "email-11": async (one) => {
    const counted = await count();
    for (const email of valuesOf(one)) {
      expectAsListed(one, await ann.sign(SLUG, { email }));
      await confirmBy(email);
      await minutePasses();
    }
    expect(await count()).toBe(counted + 1);
  },
  "email-23": async (one) => {
    await site.db.insertInto("blocked_domain").values({ domain: "blocked-domain.test" }).execute();
    const mails = await rowsOf("mail_message");
    const blocked = await ann.sign(SLUG, { email: valuesOf(one) });
    expectAsListed(one, blocked);
    expect(await rowsOf("mail_message")).toBe(mails);
    const other = await ann.sign(SLUG, { email: someone() });
    expect([blocked.location, blocked.html]).toEqual([other.location, other.html]);
    expect([...blocked.headers.keys()]).toEqual([...other.headers.keys()]);
  },
  "email-25": async (one) => {
    const [email] = valuesOf(one) as [string];
    await linkFor(email);
    await confirmBy(email);
    const counted = await count();
    for (let n = 0; n < 20; n++) expectAsListed(one, await ann.sign(SLUG, { email }));
    expect((await ann.mails(email)).length).toBeLessThanOrEqual(3);
    expect(await count()).toBe(counted);
  },
  "locale-01": async (one) => {
    const page = await visitor(site.base, valuesOf(one)[0]).get("/");
    expectAsListed(one, page);
    expect(page.html).toContain('<html lang="en"');
  },
  "token-01": async (one) => expectAsListed(one, await ann.get("/confirm/")),
  "token-03": async (one) => {
    const link = await linkFor(someone());
    const counted = await count();
    const page = await ann.get(link);
    expectAsListed(one, page);
    expect(page.html).toContain("<button");
    for (const method of ["HEAD", "OPTIONS"]) {
      const { status } = await raw(method, link, {});
      expect(status).toBeLessThan(300);
    }
    expect(await count()).toBe(counted);
  },
  "token-05": async (one) => {
    const link = await linkFor(someone());
    const counted = await count();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ann.post(link, {})));
    expect(await count()).toBe(counted + 1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const [page, ...others] = new Set(answers.map(({ location }) => location));
    expect(others).toEqual([]);
    expect(page).toContain(`/demands/${SLUG}/signed`);
    expectAsListed(one, await ann.get(page!));
  },
  "token-07": async (one) => {
    const old = uuidBytes(uuidv7(new Date(Date.now() - 8 * 86_400_000)));
    const link = `/confirm/${linkToken(testKeys, "confirm", old)}`;
    const counted = await count();
    for (const answer of [await ann.get(link), await ann.post(link, {})]) {
      expectAsListed(one, answer);
      expect(answer.html).toContain("You can sign again");
    }
    expect(await count()).toBe(counted);
  },
  "token-09": async (one) => {
    const email = someone();
    const link = await linkFor(email);
    const changed = link.slice(0, -2) + (link.at(-2) === "A" ? "B" : "A") + link.at(-1);
    for (const answer of [await ann.get(changed), await ann.post(changed, {})]) {
      expectAsListed(one, answer);
      expect(answer.html).not.toContain(email);
    }
    for (const broken of [
      "a",
      "A".repeat(44),
      "é".repeat(43),
      `${"A".repeat(42)}%00`,
      "..%2f..%2f",
    ]) {
      const answer = await ann.get(`/confirm/${broken}`);
      expectSafe(answer);
      expect([400, 404]).toContain(answer.status);
    }
  },
  "token-11": async (one) => {
    const email = someone();
    const body = String(new URLSearchParams({ ...(filled as Record<string, string>), email }));
    const headers = { ...asForm, origin: site.base, "x-forwarded-host": "evil.example" };
    expect((await raw("POST", SIGN, { ...headers, host: "evil.example" }, body)).status).toBe(421);
    expect((await raw("POST", SIGN, headers, body)).status).toBe(303);
    const [mail] = await ann.mails(email);
    expect(mail!.text).toContain(`${site.base}/en/confirm/`);
    expect(mail!.text + mail!.html + JSON.stringify(mail!.headers)).not.toContain("evil.example");
    const link = linkIn(mail!, "/confirm/");
    expectAsListed(one, await ann.get(link, { "x-forwarded-host": "evil.example" }));
    expect((await raw("GET", link, { host: "evil.example" })).status).toBe(421);
  },
  "demand-slug-05": async (one) => {
    for (const slug of [...valuesOf(one), "a--b", "-a", "a-", "é", "A"]) {
      const refused = await chief.post("/organise/demands/new", { ...typedDemand, slug });
      expectAsListed(one, refused);
      expect(refused.html).toContain('href="#slug"');
    }
  },
  "demand-slug-07": async (one) => {
    const draft = { ...typedDemand, title: "A draft", slug: valuesOf(one)[0]! };
    expect((await chief.post("/organise/demands/new", draft)).status).toBe(303);
    const hidden = await ann.get(`/demands/${valuesOf(one)[0]}`);
    expectAsListed(one, hidden);
    const unknown = await ann.get("/demands/no-such-demand");
    expect(hidden.html.replaceAll(draft.slug, "no-such-demand")).toBe(unknown.html);
  },
  "letter-body-01": async (one) => {
    const html = await showLetter(one);
    expect(html).toContain("Totals: ");
    expect(html).not.toContain("undefined");
  },
  "letter-body-03": showsAsText,
  "letter-body-05": showsAsText,
  "letter-body-07": async (one) => {
    const refused = await chief.post("/organise/letters/new", {
      ...letter,
      body: valuesOf(one)[0]!,
    });
    expectAsListed(one, refused);
    expect(refused.html).toContain('href="#body"');
    expect(refused.html).toContain("{{signer.email}}");
  },
  "webhook-body-01": async (one) => {
    for (const body of [JSON.stringify(one.input), "{", `"${"x".repeat(10_000)}"`]) {
      const headers = { "content-type": "application/json" };
      expectAsListed(one, await raw("POST", "/webhooks/resend", headers, body));
    }
    expect(await site.db.selectFrom("webhook_event").select("id").execute()).toEqual([]);
  },
  "webhook-body-03": async (one) => {
    const id = await mailSent(someone());
    const before = await rowsOf("suppression");
    for (let again = 0; again < 2; again++) {
      const event = { type: "email.bounced", id: "msg_bounced", more: permanent };
      expect((await webhook(id, event)).status).toBe(one.status);
    }
    expect(await rowsOf("suppression")).toBe(before + 1);
  },
  "webhook-body-05": async (one) => {
    const id = await mailSent(someone());
    const before = await rowsOf("suppression");
    for (const minutes of [-6, 6]) {
      const at = new Date(Date.now() + minutes * 60_000);
      const event = { type: "email.bounced", id: `msg_skewed${minutes}`, more: permanent, at };
      expect((await webhook(id, event)).status).toBe(one.status);
    }
    expect(await rowsOf("suppression")).toBe(before);
  },
  "webhook-body-07": async (one) => {
    const id = await mailSent(someone());
    const state = await stateOf(id);
    const event = { type: "email.unknown_new", id: "msg_new" };
    expect((await webhook(id, event)).status).toBe(one.status);
    const stored = site.db.selectFrom("webhook_event").select("type").where("id", "=", event.id);
    expect(await stored.executeTakeFirst()).toEqual({ type: event.type });
    expect(await stateOf(id)).toBe(state);
  },
  "webhook-body-09": async (one) => {
    const id = await mailSent(someone());
    for (const type of valuesOf(one)) {
      expect((await webhook(id, { type, id: `msg_${type}` })).status).toBe(one.status);
      expect(await stateOf(id)).toBe("delivered");
    }
  },
  "headers-01": async (one) => {
    const origins = [EVIL, "null", `${site.base}.evil.example`];
    for (const origin of origins)
      expectAsListed(one, await raw("POST", SIGN, { ...asForm, origin }, "name=x"));
    expectAsListed(one, await raw("POST", SIGN, asForm, "name=x"));
  },
  "headers-03": (one) => postFromElsewhere(one, { ...asForm, origin: EVIL }),
  "headers-05": (one) =>
    postFromElsewhere(one, { ...asForm, origin: EVIL, "x-forwarded-host": "evil.example" }),
  // seventy posts that each name another network: too dear to be done twice
  "headers-07": () =>
    Promise.resolve(
      expectRunElsewhere(
        "proxy-watch.test.ts",
        "a site behind a proxy that it does not know says so in the log and to organisers, and limits all",
        "made-up headers do not help: it is one visitor",
      ),
    ),
  "headers-09": async (one) =>
    expectAsListed(
      one,
      await raw("POST", SIGN, { "content-type": "text/xml", origin: site.base }, "<a/>"),
    ),
  "headers-11": async (one) => {
    const headers = { "transfer-encoding": "chunked", "content-length": "5", origin: site.base };
    const answer = await raw("POST", SIGN, headers);
    expectAsListed(one, answer);
    expect(answer.connection).toBe("close");
  },
  "headers-13": async (one) => {
    const elsewhere = [
      "//evil.example",
      "/\\evil.example",
      "https:evil.example",
      "%2f%2fevil.example",
    ];
    for (const where of elsewhere) {
      const query = `?returnTo=${where}&redirectTo=${where}&next=${where}`;
      const organiser = await newOrganiser(site.db, someone());
      const entry = await signInPath(site.db, organiser);
      const signed = await ann.post(`${SIGN}${query}`, { ...filled, email: someone() });
      const entered = await visitor(site.base).post(`${entry}${query}`, {});
      for (const { status, location } of [signed, entered]) {
        expect(status).toBe(one.status);
        expect(location).toMatch(/^\/[a-z]/);
        expect(location).not.toContain("evil");
      }
      const page = await ann.get(`/${query}`);
      expect(page.html).not.toMatch(/(?:href|action)="(?:https:)?[\\/%2f]*evil\.example/);
    }
  },
};

const stateOf = async (id: string) =>
  (
    await site.db
      .selectFrom("mail_message")
      .select("state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
  ).state;

/** What runs the rows of a field that have no run of their own. */
const runsOfField: Record<string, (one: Case) => Promise<void>> = {
  name: signs,
  email: signs,
  postcode: signs,
  country: signs,
  locale: async (one) =>
    expectAsListed(one, await raw("GET", "/", { "accept-language": valuesOf(one)[0]! })),
  "demand.slug": async (one) => {
    expectAsListed(one, await ann.get(`/demands/${valuesOf(one)[0]}`));
    if (one.outcome === "accept") return;
    for (const slug of ["%00", "a".repeat(5000), "constructor"]) {
      const answer = await ann.get(`/demands/${slug}`);
      expectSafe(answer);
      expect([400, 404]).toContain(answer.status);
    }
  },
};

test.skipIf(!known)("the list of bad inputs is there, and each run is of a row of it", () => {
  expect(cases.length).toBeGreaterThan(50);
  const ids = cases.map(({ id }) => id);
  expect(Object.keys(runs).filter((id) => !ids.includes(id))).toEqual([]);
});

test.for(cases)("bad input $id", async (one) => {
  const run = runs[one.id] ?? runsOfField[one.field];
  if (!run) throw new Error(`nothing runs ${one.id}`);
  await run(one);
  // the email, token or network of nobody, and no fault
  const output = site.server.output();
  expect(output).not.toMatch(/(?<!you)@example\.org|@gmail|@googlemail|"level":"error"/);
});

interface RawAnswer {
  status: number;
  html: string;
  connection: string | undefined;
}

/** A request whose headers fetch would not send. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, site.base), { method, headers }, (response) => {
      let html = "";
      response.on("data", (chunk) => (html += String(chunk)));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          html,
          connection: response.headers.connection,
        }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}
