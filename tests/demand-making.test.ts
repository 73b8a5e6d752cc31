/** A demand from nothing to what its readers will see, over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
beforeAll(async () => {
  site = await startSite();
  ann = visitor(site.base);
  await ann.post(await signInPath(site.db, await newOrganiser(site.db, "ann@example.org")), {});
});
afterAll(() => site[Symbol.asyncDispose]());

const typed = {
  ...{ title: "Let the journalists go", summary: "Nobody belongs in prison for a report." },
  ...{ body: "They **reported**.\n\n- Free them.", addressee: "the authorities" },
};
const pathOf = (location: string) => new URL(location, site.base).pathname;

test("a demand is made, translated and looked at, and nobody else sees the draft", async () => {
  const made = await ann.post("/organise/demands/new", typed);
  expect(made.status).toBe(303);
  expect(made.location).toMatch(/^\/organise\/demands\/\d+\?said=demand-made$/);
  const page = pathOf(made.location);
  const opened = await ann.get(made.location);
  expect(opened.html).toContain("let-the-journalists-go");

  const ukrainian = `${page}/words/uk`;
  const form = fieldsFor((await ann.get(ukrainian)).html, "show", "version");
  const words = {
    ...{ title: "Звільніть журналістів", summary: "Ніхто не має сидіти за репортаж." },
    ...{ body: "Вони **писали**.", addressee: "влада", translated_by: "Оля" },
  };
  const kept = await ann.post(ukrainian, { ...form, ...words });
  expect(kept.location).toBe(`${ukrainian}?said=translation-kept`);
  const seen = await ann.get(`${page}/preview?lang=uk`);
  expect(seen.html).toContain("<strong>писали</strong>");
  expect(seen.html).toContain("Переклад:");
  const kazakh = await ann.get(`${page}/preview?lang=kk`);
  expect(kazakh.html).toContain("<strong>reported</strong>");
  expect(kazakh.html).toContain("Бұл талап әлі аударылған жоқ");

  const anybody = visitor(site.base);
  expect((await anybody.get("/demands/let-the-journalists-go")).status).toBe(404);
  expect((await anybody.get("/")).html).not.toContain("journalists");
  expect((await anybody.get(`${page}/preview`)).location).toBe("/organise/sign-in");
  expect((await ann.get("/organise/demands")).html).toContain("Let the journalists go");
});
