/** Goes where a visit leads, as a browser does. */
import type { Page } from "playwright-core";

import { crowd } from "../support/crowd.ts";
import { nextAddress, type Values } from "../support/visitor.ts";
import { enterPath, type Gallery } from "./sites.ts";
import type { Visit } from "./visits.ts";
import { SLUG } from "./fill.ts";

/** Sends a form without the page that has it. Runs in a page of the site. */
function send({ path, fields }: { path: string; fields: [string, string][] }): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  for (const [name, value] of fields) {
    const field = form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name, value });
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}

const fieldsOf = (values: Values) =>
  Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );

let rally: ReturnType<typeof crowd> | undefined;

/** @returns an address of a network from which no more are taken */
async function crowdedAddress({ sites }: Gallery): Promise<string> {
  rally ??= crowd(sites.full);
  for (;;) {
    const counts = await rally.signOften(200, {}, SLUG);
    if (counts["429"]) return `9.9.9.9, ${rally.network}.9`;
  }
}

export interface Opened {
  page: Page;
  /** What the browser complains of: errors, breaches of the policy, what is asked of others. */
  said: string[];
}

function listen(page: Page, base: string): Opened {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (message) => {
    const isStatus = /the server responded with a status of/.test(message.text());
    if (message.type() === "error" && !isStatus) said.push(message.text());
  });
  page.on("request", (request) => {
    if (/^http/.test(request.url()) && !request.url().startsWith(base))
      said.push(`asked elsewhere: ${request.url()}`);
  });
  return { page, said };
}

/** @returns pages for visits, of who is signed in and of who is not */
export function openPages(gallery: Gallery): (visit: Visit) => Promise<Opened> {
  const { browser, sites } = gallery;
  const pages = new Map<string, Opened>();
  return async ({ on, isInside }) => {
    const key = `${on} ${isInside}`;
    const known = pages.get(key);
    if (known) return known;
    const { base } = sites[on];
    const context = await browser.newContext({ baseURL: base });
    const opened = listen(await context.newPage(), base);
    pages.set(key, opened);
    if (!isInside) return opened;
    await opened.page.goto(await enterPath(gallery, on));
    await opened.page.getByRole("main").getByRole("button").click();
    await opened.page.waitForURL(/\/organise(\?|$)/);
    return opened;
  };
}

/** @returns the status of the answer */
export async function visit(gallery: Gallery, page: Page, wanted: Visit): Promise<number> {
  const { path, post, isCrowded } = wanted;
  if (!post) return (await page.goto(path))!.status();
  // every form comes from a network of its own, so that none is asked for more than it has
  const address = isCrowded ? await crowdedAddress(gallery) : nextAddress();
  await page.setExtraHTTPHeaders({ "x-forwarded-for": address });
  await page.goto(path);
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.evaluate(send, { path, fields: fieldsOf(post) });
  const status = (await answered).status();
  await page.waitForLoadState();
  await page.setExtraHTTPHeaders({});
  return status;
}
