/** What signers type: the form, links, what is kept of them, a letter in their own words. */
import { expect } from "vitest";

import { linkToken } from "#app/keys.server.ts";

import { STEM } from "../support/leaks.ts";
import { testKeys } from "../support/signers.ts";
import { sureOf, type Values } from "../support/visitor.ts";
import { at, CYRILLIC, keyOf, POSTCODE, SLUG } from "./marks.ts";
import type { Browser, Scene } from "./scene.ts";

/** Signing, confirming, and all that the form refuses. */
export async function signAndConfirm({ linkTo }: Scene, ann: Browser): Promise<void> {
  await ann.get(`/?q=${STEM}`);
  await ann.get(`/constituencies?q=${POSTCODE}`);
  await ann.get(`/postcodes/${POSTCODE.replace(" ", "")}.json`);
  const refused: Values[] = [
    { email: `${STEM}@@example.org` },
    { email: at("x"), name: `see http://${STEM}.example` },
    { email: at("x"), postcode: `${STEM} 1` },
    { email: at("x"), postcode: POSTCODE },
    { email: at("x"), consent: "" },
  ];
  for (const wrong of refused) expect((await ann.sign(wrong)).status).toBe(422);
  expect((await ann.sign({ email: at("a"), updates: "yes" })).status).toBe(303);
  await ann.sign({ email: at("b"), postcode: POSTCODE, constituency: "E14001172" });
  await ann.sign({ email: at("c") });
  await ann.sign({ email: `refused@${STEM}.example` });
  const confirm = await linkTo(at("a"), "/confirm/");
  await ann.get(confirm);
  const ticked = { demand: [SLUG, "withdraw-the-troops"] };
  expect((await ann.post(confirm, ticked)).status).toBe(303);
  await ann.sign({ email: at("a") });
  const other = await linkTo(at("c"), "/confirm/");
  await ann.get(`${other}/not-me`);
  await ann.post(`${other}/not-me`, {});
}

/**
 * What is kept is asked for, seen, corrected, downloaded, withdrawn, erased.
 * @returns the page of one who stays, and their path to unsubscribe
 */
export async function manage(
  { connection: { db }, linkTo, tokens }: Scene,
  ann: Browser,
): Promise<{ html: string; unsubscribe: string }> {
  const manageOf = async (address: string) => {
    await ann.post("/manage", { email: address });
    return linkTo(address, "/manage/");
  };
  const path = await manageOf(at("a"));
  const { html } = await ann.get(path);
  expect(html).toContain(STEM);
  await ann.post(path, { intent: "rename", name: `${CYRILLIC} ${STEM}` });
  const { location: file } = await ann.post(path, { intent: "export" });
  expect((await ann.get(file)).html).toContain(STEM);
  const b = await manageOf(at("b"));
  await ann.post(await linkTo(at("b"), "/confirm/"), {});
  await ann.post(b, sureOf(await ann.post(b, { intent: "erase" })));
  await ann.sign({ email: at("d") });
  await ann.post(await linkTo(at("d"), "/confirm/"), {});
  const d = await manageOf(at("d"));
  await ann.post(d, sureOf(await ann.post(d, { intent: "withdraw", all: "yes" })));
  const left = db.selectFrom("signature").select("signer_key");
  expect(await left.where("signer_key", "=", keyOf(at("d"))).execute()).toEqual([]);
  const unsubscribe = `/unsubscribe/${linkToken(testKeys, "unsubscribe", keyOf(at("a")))}`;
  tokens.set("unsubscribe", unsubscribe.split("/")[2]!);
  await ann.get(unsubscribe);
  return { html, unsubscribe };
}

/** @param html the page of what is kept, which leads to the letter */
export async function writeOwnLetter(
  { linkTo, tokens }: Scene,
  ann: Browser,
  html: string,
): Promise<void> {
  const write = /href="[^"]*(\/write\/[\w-]+)"/.exec(html)![1]!;
  tokens.set("write", write.split("/")[2]!);
  const typed = {
    ...{ name: `${STEM} Ann`, address: `1 ${STEM} Street\nLondon`, postcode: "SW1A 1AA" },
    ...{ demand: SLUG, ask: `Will you meet ${STEM}?` },
    why: `My sister ${STEM} has not come home since January, and nobody says where she is.`,
  };
  await ann.post(write, { ...typed, intent: "look" });
  expect((await ann.post(write, { ...typed, intent: "send" })).status).toBe(200);
  const own = await linkTo(at("a"), "/own-letter/");
  await ann.get(own);
  await ann.post(own, { intent: "send" });
}

/** The one who stays wants no more updates. */
export async function unsubscribeFrom(
  { connection: { db } }: Scene,
  ann: Browser,
  path: string,
): Promise<void> {
  expect((await ann.post(path, {})).status).toBeLessThan(400);
  const wanted = db.selectFrom("signature").select("updates").where("updates", "=", true);
  expect(await wanted.where("signer_key", "=", keyOf(at("a"))).execute()).toEqual([]);
}
