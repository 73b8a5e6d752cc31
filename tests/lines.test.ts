/** Which crowds raise an alarm, and which must not. */
import { expect, test } from "vitest";

import { countedDomain } from "#app/signatures/mail-domain.ts";

import { freshDatabase } from "./support/database.ts";
import { seedHouse } from "./support/house.ts";
import { crowd, HOUR, MINUTE, seat } from "./support/velocity.ts";

const DAY = 24 * HOUR;

/** Where most people have their address. */
const listed = { domain: null };
/** Spread evenly over the country. */
const everywhere = (n: number) => ({ place: seat(n % 650) });

async function country() {
  const database = await freshDatabase();
  await seedHouse(database.db, 650);
  return { ...crowd(database.db), [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

test("fifty confirmations in an hour from one unlisted domain raise an alarm, forty-nine do not", async () => {
  await using quiet = await country();
  await quiet.confirms(10 * MINUTE, 49, (n) => ({ ...everywhere(n), domain: "1" }));
  await quiet.looks(10 * MINUTE);
  expect(await quiet.alarms()).toEqual([]);
  await quiet.confirms(11 * MINUTE, 1, () => ({ domain: "1" }));
  await quiet.looks(11 * MINUTE);
  expect(await quiet.alarms()).toEqual(["domain"]);
});

test("an hour is the last sixty minutes, wherever the clock's hour begins", async () => {
  await using quiet = await country();
  await quiet.confirms(50 * MINUTE, 30, () => ({ domain: "1" }));
  await quiet.confirms(70 * MINUTE, 30, () => ({ domain: "1" }));
  await quiet.looks(70 * MINUTE);
  expect(await quiet.alarms()).toEqual(["domain"]);
});

test("a domain from which many signed before has a line of its own", async () => {
  await using site = await country();
  // three an hour for four weeks: its line is sixty
  for (let day = 1; day <= 27; day++)
    await site.confirms(-day * DAY, 75, (n) => ({ ...everywhere(n), domain: "1" }));
  await site.confirms(10 * MINUTE, 59, (n) => ({ ...everywhere(n), domain: "1" }));
  await site.looks(10 * MINUTE);
  expect(await site.alarms()).toEqual([]);
  await site.confirms(11 * MINUTE, 5, (n) => ({ ...everywhere(n), domain: "1" }));
  await site.looks(11 * MINUTE);
  expect(await site.alarms()).toEqual(["domain"]);
});

test("a hundred domains of twenty each raise an alarm, beside a busy day's crowd too", async () => {
  for (const honest of [0, 20_000]) {
    await using site = await country();
    await site.confirms(MINUTE, honest, (n) => ({ ...everywhere(n), ...listed }));
    await site.during(0, 10 * MINUTE, 2_000, (n) => ({ ...everywhere(n), domain: `${n % 100}` }));
    expect(await site.alarms()).toContain("new-domains");
  }
});

test("a thousand domains of two each raise an alarm", async () => {
  await using site = await country();
  await site.confirms(MINUTE, 1_000, (n) => ({ ...everywhere(n), ...listed }));
  await site.during(0, 10 * MINUTE, 2_000, (n) => ({ ...everywhere(n), domain: `${n % 1000}` }));
  expect(await site.alarms()).toEqual(["unlisted"]);
});

test("the same spread over three hours raises an alarm, also over a hundred domains", async () => {
  for (const domains of [3, 100]) {
    await using site = await country();
    await site.during(0, 3 * HOUR, 3_000, (n) => ({
      ...everywhere(n),
      domain: n % 3 ? `${n % domains}` : null,
    }));
    expect((await site.alarms()).length).toBeGreaterThan(0);
  }
});

test("some hundred a day at three domains raise an alarm, though no hour has fifty", async () => {
  await using site = await country();
  const who = (n: number) => ({ ...everywhere(n), domain: `${n % 3}` });
  await site.during(0, DAY, 240, who, 20 * MINUTE);
  expect(await site.alarms()).toEqual([]);
  await site.during(DAY, 2 * DAY, 800, who, 20 * MINUTE);
  expect(await site.alarms()).not.toEqual([]);
});

test("names below a domain are that domain; those of a provider or an institution are nobody's", () => {
  expect(countedDomain("a1.mail.example.co.uk")).toBe("example.co.uk");
  expect(countedDomain("x.duckdns.org")).toBe("duckdns.org");
  expect(countedDomain("co.uk")).toBe("co.uk");
  for (const domain of ["gmail.com", "bristol.ac.uk", "students.ox.ac.uk", "nhs.net", "mit.edu"])
    expect(countedDomain(domain), domain).toBeNull();
  for (const domain of ["ac.uk.example.com", "notac.uk", "edu.pl", "eduu"])
    expect(countedDomain(domain), domain).not.toBeNull();
});

test("three hundred from one seat of a quiet hour raise an alarm", async () => {
  await using site = await country();
  await site.during(0, 30 * MINUTE, 300, () => ({ place: seat(7) }));
  expect(await site.alarms()).toEqual(["place"]);
});

test("seven hundred from one network of a quiet hour raise an alarm", async () => {
  await using site = await country();
  await site.during(0, 30 * MINUTE, 700, (n) => ({ ...everywhere(n), network: "one" }));
  expect(await site.alarms()).toEqual(["network"]);
});

test("a viral day raises none: 2,300 a minute, cities at five times their part, large employers, carriers", async () => {
  await using site = await country();
  const hour = 2_300 * 60;
  await site.during(0, HOUR, hour, (n) => ({
    // every sixth person in one of thirty city seats
    place: n % 6 ? seat(n % 650) : seat(Math.floor(n / 6) % 30),
    // a tenth at unlisted domains, of which one large employer has ninety and two hundred have eight
    domain: domainOnAViralDay(n),
    network: `carrier ${Math.floor(Math.sqrt(n * 7919) * 100) % 200}`,
  }));
  expect(await site.alarms()).toEqual([]);
});

function domainOnAViralDay(n: number): string | null {
  if (n % 10) return null;
  const unlisted = n / 10;
  if (unlisted % 150 === 0) return "broadcaster";
  return unlisted % 9 ? `small ${unlisted}` : `large ${unlisted % 200}`;
}

test("nor does the whole of a viral day", async () => {
  await using site = await country();
  // a tenth of its size
  const who = (n: number) => ({
    ...everywhere(n),
    domain: domainOnAViralDay(n),
    network: `carrier ${n % 200}`,
  });
  await site.during(0, DAY, 2_300 * 6 * 24, who, HOUR / 3);
  expect(await site.alarms()).toEqual([]);
});

test("carriers, a university, a town's rally and a demand's first hour raise none", async () => {
  await using carriers = await country();
  await carriers.during(0, 10 * MINUTE, 600, (n) => ({
    ...everywhere(n),
    network: `carrier ${n % 20}`,
  }));
  await carriers.during(10 * MINUTE, 20 * MINUTE, 200, (n) => ({
    // its students live in three seats
    place: seat(n % 3),
    domain: countedDomain("bristol.ac.uk"),
    network: "campus",
  }));
  expect(await carriers.alarms()).toEqual([]);

  await using rally = await country();
  await rally.during(0, HOUR, 300, (n) => ({
    place: n % 2 ? seat(3) : seat(n % 40),
    domain: n % 8 ? null : `${n}`,
    network: n % 3 ? `carrier ${n % 4}` : "the hall's",
  }));
  expect(await rally.alarms()).toEqual([]);

  await using first = await country();
  await first.during(0, HOUR, 800, (n) => ({
    ...everywhere(n * 31),
    // a fifth at firms and clubs, some of which sent several
    domain: n % 5 ? null : `${n % 7 ? n : n % 4}`,
  }));
  expect(await first.alarms()).toEqual([]);
});

test("a crowd abroad raises none", async () => {
  await using site = await country();
  await site.during(0, HOUR, 3_000, () => ({ place: "KZ" }));
  expect(await site.alarms()).toEqual([]);
});
