/** Who organises, over HTTP: invited, changed, removed, leaving; and where they are signed in. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { fieldsFor, linkIn, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
let annId: number;
beforeAll(async () => {
  site = await startSite();
  annId = await newOrganiser(site.db, "ann@example.org", "owner");
  ann = await enter(annId);
});
afterAll(() => site[Symbol.asyncDispose]());

async function enter(id: number) {
  const person = visitor(site.base);
  expect((await person.post(await signInPath(site.db, id), {})).location).toBe("/organise");
  return person;
}

const invite = (email: string, role = "organiser") =>
  ann.post("/organise/people", { intent: "invite", email, role });
const invitationOf = async (email: string, n = 1) =>
  linkIn((await ann.mails(email, n))[0]!, "/invitation/");
const people = async () =>
  (await site.db.selectFrom("organiser").select("id").execute()).map(({ id }) => id);
const actionsOf = async (subject: string) =>
  (await site.db.selectFrom("audit").select("action").where("subject", "=", subject).execute()).map(
    ({ action }) => action,
  );

test("an invitation is mailed, shown, and accepted once however many press at once", async () => {
  expect((await invite("bo@example.org")).location).toBe("/organise/people?said=invited");
  const page = await ann.get("/organise/people");
  expect(page.html).toContain("bo@example.org");
  const link = await invitationOf("bo@example.org");
  const before = await people();
  const bo = visitor(site.base);
  const shown = await bo.get(link);
  expect(shown.html).toContain("Accept, and sign in");
  // it names neither who invited nor anybody else
  expect(shown.html).not.toContain("ann@example.org");
  expect(await people()).toEqual(before);
  const pressed = await Promise.all(
    Array.from({ length: 20 }, () => visitor(site.base).post(link, {})),
  );
  const accepted = pressed.filter(({ status }) => status === 303);
  expect(accepted).toHaveLength(1);
  expect(accepted[0]!.location).toBe("/en/organise/you?said=joined");
  expect(pressed.filter(({ status }) => status === 410)).toHaveLength(19);
  const after = await people();
  expect(after).toHaveLength(before.length + 1);
  expect(await actionsOf(`organiser ${after.at(-1)}`)).toEqual([
    "organiser.add",
    "organiser.accept",
  ]);
  expect((await bo.get(link)).status).toBe(410);
});

test("an invitation that is refused keeps what was typed, and says why", async () => {
  for (const [email, role, why] of [
    ["no address", "viewer", "Write one email address"],
    ["ANN@example.org", "viewer", "organises already"],
    ["cy@example.org", "emperor", "Choose a role"],
  ] as const) {
    const refused = await invite(email, role);
    expect([email, refused.status]).toEqual([email, 422]);
    expect(refused.html).toContain(why);
    expect(refused.html).toContain(`value="${email}"`);
  }
  await invite("cy@example.org");
  expect((await invite("cy@example.org")).html).toContain("invited already");
});

test("an invitation is mailed again with the same link, not at once, and taken back", async () => {
  await invite("dan@example.org", "viewer");
  const link = await invitationOf("dan@example.org");
  const form = async (intent: string) => {
    const { html } = await ann.get("/organise/people");
    const item = html.match(/<li>.*?<\/li>/gs)!.find((one) => one.includes("dan@example.org"))!;
    return fieldsFor(item, intent, "invitation");
  };
  const again = await form("again");
  expect((await ann.post("/organise/people", again)).location).toContain("invited-just-now");
  await site.db
    .updateTable("organiser_invitation")
    .set({ mailed_at: new Date(Date.now() - 8 * 86_400_000) })
    .where("id", "=", again["invitation"]!)
    .execute();
  expect((await visitor(site.base).get(link)).status).toBe(410);
  expect((await visitor(site.base).post(link, {})).status).toBe(410);
  expect((await ann.post("/organise/people", again)).location).toContain("invited-again");
  expect(await invitationOf("dan@example.org", 2)).toBe(link);
  expect((await visitor(site.base).get(link)).status).toBe(200);
  const back = await form("back");
  expect((await ann.post("/organise/people", back)).location).toContain("invitation-back");
  expect((await visitor(site.base).post(link, {})).status).toBe(410);
  expect((await ann.post("/organise/people", back)).location).toContain("invitation-gone");
});

test("a role that somebody else has changed meanwhile is not changed by an older page", async () => {
  const eve = await newOrganiser(site.db, "eve@example.org");
  const path = `/organise/people/${eve}`;
  const seen = fieldsFor((await ann.get(path)).html, "role", "version");
  expect((await ann.post(path, { ...seen, role: "viewer" })).location).toContain("role-lowered");
  const stale = await ann.post(path, { ...seen, role: "owner" });
  expect(stale.status).toBe(409);
  expect(stale.html).toMatch(/checked=""[^>]*value="owner"|value="owner"[^>]*checked=""/);
  expect((await ann.post(path, { intent: "role", role: "owner" })).status).toBe(422);
  const anew = fieldsFor(stale.html, "role", "version");
  expect((await ann.post(path, { ...anew, role: "owner" })).location).toContain("role-raised");
});

test("who gets to do more is signed out and signs in again; who is to do less goes on with less", async () => {
  const id = await newOrganiser(site.db, "finn@example.org");
  const finn = await enter(id);
  const path = `/organise/people/${id}`;
  const change = async (role: string) =>
    ann.post(path, { ...fieldsFor((await ann.get(path)).html, "role", "version"), role });
  await change("viewer");
  const refused = await finn.get("/organise/letters/new");
  expect(refused.location).toBe("/organise?said=viewer");
  await change("owner");
  expect((await finn.get("/organise")).location).toBe("/organise/sign-in");
  const again = await enter(id);
  await again.post("/organise/people", {
    intent: "invite",
    email: "g@example.org",
    role: "viewer",
  });
  const link = await invitationOf("g@example.org");
  // who is an owner no more takes the doors along that they opened
  await change("organiser");
  expect((await visitor(site.base).post(link, {})).status).toBe(410);
});

test("the last owner stays an owner and stays, and everybody else may leave", async () => {
  const owners = await site.db
    .selectFrom("organiser")
    .select("id")
    .where("role", "=", "owner")
    .where("id", "<>", annId)
    .execute();
  for (const { id } of owners) await ann.post(`/organise/people/${id}/remove`, await farewell(id));
  const path = `/organise/people/${annId}`;
  const fields = fieldsFor((await ann.get(path)).html, "role", "version");
  expect((await ann.post(path, { ...fields, role: "viewer" })).location).toContain("last-owner");
  const leaving = { intent: "leave", address: "ann@example.org" };
  expect((await ann.post("/organise/you/leave", leaving)).location).toContain("last-owner");
  const id = await newOrganiser(site.db, "hal@example.org", "viewer");
  const hal = await enter(id);
  const mistyped = await hal.post("/organise/you/leave", {
    ...leaving,
    address: "ann@example.org",
  });
  expect([mistyped.status, await people()]).toEqual([422, expect.arrayContaining([id])]);
  const left = await hal.post("/organise/you/leave", { ...leaving, address: "Hal@example.org" });
  expect(left.location).toBe("/organise/sign-in?said=person-left");
  expect(await people()).not.toContain(id);
  expect((await hal.get("/organise")).location).toBe("/organise/sign-in");
});

async function farewell(id: number) {
  const { html } = await ann.get(`/organise/people/${id}/remove`);
  const fields = fieldsFor(html, "remove", "version");
  const address = /<p class="lead">(.*?)<\/p>/.exec(html)![1]!.replace(/<[^>]+>/g, "");
  return { ...fields, address };
}

test("removing says in numbers what it ends, and letters that they wrote stay", async () => {
  const id = await newOrganiser(site.db, "ina@example.org");
  const ina = await enter(id);
  await enter(id);
  const letter = await ina.post("/organise/letters/new", {
    ...{ demand: "free-the-prisoners", subject: "To you", body: "Dear {{member.name}}" },
    ...{ audience: "all", per_hour: "60" },
  });
  const { html } = await ann.get(`/organise/people/${id}/remove`);
  expect(html).toContain("This ends 2 sessions, deletes 0 passkeys");
  expect(html).toContain("1 letter that they wrote or approved stays");
  const fields = await farewell(id);
  expect(fields.address).toBe("ina@example.org");
  const gone = await ann.post(`/organise/people/${id}/remove`, fields);
  expect(gone.location).toBe("/organise/people?said=person-removed");
  expect((await ina.get("/organise")).location).toBe("/organise/sign-in");
  expect((await ann.get(letter.location)).status).toBe(200);
  expect((await ann.get(`/organise/people/${id}`)).status).toBe(404);
  expect(await actionsOf(`organiser ${id}`)).toContain("organiser.remove");
});

test("each sees their own sessions and ends one or all others; an owner ends anybody's", async () => {
  const id = await newOrganiser(site.db, "jo@example.org");
  const [first, second, third] = [await enter(id), await enter(id), await enter(id)];
  const isIn = async (who: typeof first) => (await who.get("/organise")).status === 200;
  const page = await first.get("/organise/you");
  expect(page.html.match(/this one/g)).toHaveLength(1);
  await first.post("/organise/you", fieldsFor(page.html, "end", "session"));
  expect([await isIn(first), await isIn(second), await isIn(third)].filter(Boolean)).toHaveLength(
    2,
  );
  await first.post("/organise/you", { intent: "end-others" });
  expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([true, false, false]);
  // nobody's but their own
  const other = await enter(await newOrganiser(site.db, "kim@example.org"));
  const { html } = await ann.get(`/organise/people/${id}`);
  const own = fieldsFor(html, "end", "session");
  expect((await other.post("/organise/you", own)).location).toContain("session-gone");
  expect(await isIn(first)).toBe(true);
  expect((await ann.post(`/organise/people/${id}`, own)).location).toContain("session-ended");
  expect(await isIn(first)).toBe(false);
});

test("every page of organisers says who one is, and leads to one's own", async () => {
  const lea = await enter(await newOrganiser(site.db, "lea@example.org", "viewer"));
  for (const path of ["/organise", "/organise/people", "/organise/audit"])
    expect((await lea.get(path)).html).toMatch(
      /href="\/organise\/you"[^>]*>You<span[^>]*>, signed in as (?:<!-- -->)?viewer</,
    );
  const { html } = await lea.get("/organise/people");
  expect(html).not.toContain("Email the invitation");
  expect(html).toContain("ann@example.org");
});
