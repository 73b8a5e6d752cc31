/** The shapes of pictures: round values, sums that are the counts, cells that lie side by side, nothing small shown. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { marksOf } from "#app/components/charts/events.ts";
import { placeOf, shapeOf } from "#app/components/charts/scales.ts";
import { HexMap } from "#app/components/lists/hex-map.tsx";
import { Pictures } from "#app/components/style-guide/pictures.tsx";
import { type Site, SiteProvider } from "#app/pages/site.tsx";
import { mapOf, placesDrawn, placesOf, timesOf } from "#app/pages/demands/pictures.ts";
import { drawMap } from "#app/places/map/drawn-map.ts";
import { middleOf, outlineOf, pathOf } from "#app/places/map/hex-grid.ts";
import { shareSteps } from "#app/places/map/share-steps.ts";
import { daysBefore, seriesOf } from "#app/signatures/time/series.ts";

const site: Site = {
  ...{ locale: "en", prefix: "", path: "/", origin: "http://localhost", campaign: "Ours" },
  canonical: undefined,
  ...{ campaignLang: undefined, demo: false, sample: false, mailbox: false, reference: undefined },
};

const days = Array.from({ length: 400 }, (_, ago) => ({
  day: daysBefore("2026-11-29", 399 - ago),
  count: (ago * 7) % 31,
})).filter(({ count }) => count > 0);
const all = days.reduce((sum, { count }) => sum + count, 0);

test("days, weeks and months have no gaps, and their sums are the count", () => {
  for (const [from, unit] of [
    [daysBefore("2026-11-29", 29), "day"],
    [daysBefore("2026-11-29", 200), "week"],
    [daysBefore("2026-11-29", 1000), "month"],
  ] as const) {
    const series = seriesOf(days, from, "2026-11-29");
    expect(series.unit).toBe(unit);
    expect(series.spans[0]!.from).toBe(from);
    expect(series.spans.at(-1)).toMatchObject({ to: "2026-11-29", total: all });
    series.spans.slice(1).forEach((span, index) => {
      expect(daysBefore(span.from, 1)).toBe(series.spans[index]!.to);
    });
    const inside = series.spans.reduce((sum, { count }) => sum + count, 0);
    expect(series.before + inside).toBe(all);
  }
});

test("a chart has few round values from nought to above the most, and few days below it", () => {
  for (const count of [1, 3, 7, 99, 12_345, 8_000_001])
    for (const kind of ["total", "new"] as const) {
      const series = seriesOf([{ day: "2026-03-01", count }], "2026-03-01", "2026-11-29");
      const { values, days } = shapeOf(series, kind);
      expect(values[0]).toBe(0);
      expect(values.at(-1)).toBeGreaterThanOrEqual(count);
      expect(values.length).toBeLessThanOrEqual(7);
      const step = values[1]!;
      expect(values).toEqual(values.map((_, index) => index * step));
      expect(String(step)).toMatch(/^[125]0*$/);
      expect(days.length).toBeLessThanOrEqual(3);
    }
});

test("a growing total never falls, and begins and ends at its first and last value", () => {
  const series = seriesOf(days, daysBefore("2026-11-29", 29), "2026-11-29");
  const shape = shapeOf(series, "total");
  const heights = [...shape.line.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
  expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  expect([shape.first, shape.last]).toEqual([series.before, all]);
  expect(heights.at(-1)).toBeCloseTo(shape.lastAt, 0);
});

test("a demand that is a month old is shown once, an older one its last thirty days as well", () => {
  const now = new Date("2026-11-29T12:00:00Z");
  const opened = (ago: number) => ({
    openedAt: new Date(now.getTime() - ago * 86_400_000),
    closedAt: null,
  });
  const young = days.slice(-5);
  expect(timesOf(young, opened(20), now).month).toBeUndefined();
  const { since, month } = timesOf(days, opened(400), now);
  expect(since!.spans[0]!.from).toBe(daysBefore("2026-11-29", 400));
  expect(month!.spans).toHaveLength(30);
  expect(month!.before).toBeGreaterThan(0);
  expect(timesOf([], opened(400), now).since).toBeUndefined();
  // the legislature's day has begun while that of UTC has not
  const summer = timesOf(
    [{ day: "2026-07-01", count: 1 }],
    { openedAt: new Date("2026-06-30T23:30:00Z"), closedAt: null },
    new Date("2026-07-02T23:30:00Z"),
  );
  expect(summer.since!.spans.map(({ from }) => from)).toEqual([
    ...["2026-07-01", "2026-07-02", "2026-07-03"],
  ]);
});

test("what happened within a few days shares a mark, what happened outside has none", () => {
  const series = seriesOf(days, daysBefore("2026-11-29", 99), "2026-11-29");
  const events = ["2026-11-28", "2026-10-01", "2026-10-03", "2020-01-01"].map((day) => {
    return { day, text: day };
  });
  const marks = marksOf(series, events);
  expect(marks.map(({ events }) => events.map(({ day }) => day))).toEqual([
    ["2026-10-01", "2026-10-03"],
    ["2026-11-28"],
  ]);
  expect(placeOf(series, "2026-11-29")).toBeLessThan(100);
});

const cells = [
  { q: 0, r: 0 },
  { q: 1, r: 0 },
  { q: 0, r: 1 },
  { q: 5, r: 5 },
];

test("an outline goes once around what lies together and once around an island", () => {
  const outline = outlineOf(cells.map(middleOf));
  expect(outline.match(/M/g)).toHaveLength(2);
  // three cells that meet in a corner have twelve sides outside, an island six
  expect(outline.match(/l/g)).toHaveLength(18);
  for (const loop of outline.split("M").slice(1)) {
    const moves = [...loop.matchAll(/l(-?\d+) (-?\d+)/g)];
    expect(moves.reduce((sum, [, x]) => sum + Number(x), 0)).toBe(0);
    expect(moves.reduce((sum, [, , y]) => sum + Number(y), 0)).toBe(0);
  }
  expect(pathOf(cells.map(middleOf)).match(/z/g)).toHaveLength(4);
});

test("steps of shares have round bounds, the largest share the last", () => {
  for (const most of [0.000_07, 0.0016, 0.0056, 0.0101, 0.3, 1]) {
    const { bounds, stepOf } = shareSteps(most);
    expect(bounds.length).toBeGreaterThanOrEqual(3);
    expect(bounds.length).toBeLessThanOrEqual(6);
    expect(bounds.at(-1)! + 1e-9).toBeGreaterThanOrEqual(most);
    expect(stepOf(most)).toBe(bounds.length);
    expect([stepOf(null), stepOf(most / 1000)]).toEqual([0, 1]);
    expect(stepOf(bounds[0]!)).toBe(1);
  }
  expect(shareSteps(0).bounds).toEqual([]);
});

const areas = cells.map((cell, index) => ({
  ...cell,
  code: `${index < 3 ? "E" : "S"}0000000${index}`,
  ...{ name: `Place ${index}`, region: "Here", electorate: 1000 },
}));
const held = { byCode: new Map(areas.map((area) => [area.code, area])), mapped: areas };

test("a demand’s constituencies come by share, places abroad apart, and those that are not shown have one look", () => {
  const counts = [
    { place: "S00000003", count: 10 },
    { place: "UA", count: 9 },
    { place: "E00000000", count: 6 },
    { place: "GB", count: 5 },
  ];
  areas[0]!.electorate = 100;
  const { seats, elsewhere } = placesOf(counts, held, "en");
  const map = mapOf(seats, held);
  expect(seats.map(({ name, share }) => [name, share])).toEqual([
    ["Place 0", 0.06],
    ["Place 3", 0.01],
  ]);
  expect(elsewhere.map(({ name }) => name)).toEqual([
    "Ukraine",
    "United Kingdom, constituency not known",
  ]);
  const [none, ...steps] = map!.cells;
  expect(none!.match(/z/g)).toHaveLength(2);
  expect(steps.join("").match(/z/g)).toHaveLength(2);
  expect(map!.labels.map(({ nation }) => nation)).toEqual(["E", "S"]);
  expect(mapOf([], held)).toBeUndefined();
  expect(drawMap([], () => null)).toBeUndefined();
});

test("a demand’s places are drawn once for the same numbers, and anew when one has changed or a constituency", () => {
  const counts = (of: number) => [{ place: "S00000003", count: of }];
  const first = placesDrawn(1, counts(10), held, "en");
  expect(placesDrawn(1, counts(10), held, "en")).toBe(first);
  expect(placesDrawn(2, counts(10), held, "en")).toEqual(first);
  expect(placesDrawn(1, counts(11), held, "en").seats[0]!.count).toBe(11);
  const renamed = { ...held, byCode: new Map(held.byCode) };
  renamed.byCode.set("S00000003", { ...areas[3]!, name: "Newly named" });
  expect(placesDrawn(1, counts(11), renamed, "en").seats[0]!.name).toBe("Newly named");
});

test("cells are links out of the way of the keyboard, and say no number that is not shown", () => {
  const places = areas.map((area, index) => ({ ...area, share: index === 1 ? 0.002 : null }));
  const html = renderToStaticMarkup(
    <SiteProvider value={site}>
      <HexMap places={places} list="/constituencies" />
    </SiteProvider>,
  );
  expect(html.match(/<a href="\/constituencies\/E\d+" tabindex="-1">/g)).toHaveLength(3);
  expect(html.match(/<title>[^<]*: fewer than 5<\/title>/g)).toHaveLength(3);
  expect(html).toContain("<title>Place 1: 0.20%</title>");
  expect(html).toContain('aria-hidden="true"');
  expect(html).not.toContain('class="region"');
});

test("without a style pictures are lines and shades, in the colour of the text", () => {
  const html = renderToStaticMarkup(
    <SiteProvider value={site}>
      <Pictures />
    </SiteProvider>,
  );
  expect(
    html.match(/class="(?:chart|hexmap|hexmap lit-map|timeline|share|letter-sheet)"/g),
  ).toEqual([
    ...Array.from({ length: 4 }, () => 'class="chart"'),
    ...['class="hexmap"', 'class="hexmap lit-map"', 'class="hexmap"'],
    ...['class="timeline"', 'class="share"', 'class="letter-sheet"'],
  ]);
  const parts = [...html.matchAll(/<(?:path|line) [^>]*>/g)].map(([part]) => part);
  for (const part of parts.filter((one) => /class="(?:nations|line)"/.test(one)))
    expect(part).toContain('fill="none" stroke="currentColor"');
  for (const part of parts.filter((one) => /class="grid"/.test(one)))
    expect(part).toContain("stroke=");
  expect(html).toContain('<g class="mark" stroke="currentColor"><line');
  // a total is a shade below its line, a region a way through to its cells
  expect(html).toMatch(/<path class="area" fill-opacity="0.25"/);
  expect(html).toMatch(/class="region"[^>]*><path fill="none"/);
  for (const [drawing] of html.matchAll(/<svg [^>]*(?:hexmap|role="img")[^>]*>/g))
    expect(drawing).toContain('fill="currentColor"');
});

test("a region of a demand’s map leads to the places of that demand", () => {
  const places = areas.map((area, index) => ({ ...area, region: `R${index % 2}`, share: 0.01 }));
  const html = renderToStaticMarkup(
    <SiteProvider value={{ ...site, prefix: "/uk" }}>
      <HexMap places={places} list="/demands/one/places" />
    </SiteProvider>,
  );
  expect(html).toContain('href="/uk/demands/one/places?q=r0"');
  expect(html).not.toContain("/constituencies?q=");
});
