import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { run } from "./support/command.ts";
import { freshDatabase } from "./support/database.ts";
import { startMembersApi } from "./support/members-api-stand-in.ts";

test("areas, members and postcodes are imported by their commands, one after the other", async () => {
  await using database = await freshDatabase();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "imports-"));
  const write = (name: string, content: string) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content);
    return file;
  };
  const areas = write(
    "areas.csv",
    "code,name,region_code,region,country,parliament_id\n" +
      "E14001001,One,E12000008,South East,England,4001\nE14001002,Two,E12000008,South East,England,4002\n",
  );
  const members = write(
    "members.csv",
    "pcon_code,member_id,full_title,display_as,party_text,member_email\n" +
      "E14001001,1001,Ann Example MP,Ann Example,Labour,ann@example.org\nE14001002,Vacant,Vacant,Vacant,,\n",
  );
  const postcodes = write("postcodes.csv", "pcds,pcon24cd\nSW1A 1AA,E14001001\n");
  const small = ["--force"];
  const missing =
    "Columns that are not in the file and stay as they are: name_cy, electorate, hex_q, hex_r.\n";

  expect(await run(database.url, "import-members", "--file", members, ...small)).toEqual({
    code: 1,
    out: "",
    error:
      "Nothing was imported: 2 of 2 constituencies are unknown (E14001001, E14001002). The members are as they were. Import the areas first: npm run import:areas -- --file FILE\n",
  });
  expect(await run(database.url, "import-areas", "--file", areas)).toEqual({
    code: 1,
    out: missing,
    error:
      "Nothing was imported: The file has 2 seats, fewer than 600. Every area is as it was. Check the file; --force takes what is merely unlikely.\n",
  });
  expect(await run(database.url, "import-areas", "--file", areas, ...small)).toEqual({
    code: 0,
    out: `${missing}Areas added: 2, changed: 0, unchanged: 0.\nAreas added, 2:\n  One E14001001\n  Two E14001002\n`,
    error: "",
  });
  expect(await run(database.url, "import-members", "--file", members, ...small)).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Members added: 1, .*\nMemberships begun: 1, .*\nAddresses added: 1/,
    ) as unknown,
  });
  expect(await run(database.url, "import-postcodes", "--file", postcodes)).toMatchObject({
    code: 1,
    error: expect.stringMatching(
      /^Nothing was imported: The file has 1 postcode .*; --force leaves out bad lines and takes/,
    ) as unknown,
  });
  expect(await run(database.url, "import-postcodes", "--file", postcodes, ...small)).toEqual({
    code: 0,
    out: [
      "Columns taken: pcds and pcon24cd.",
      "Lines read: 1; without a constituency: 0, ended: 0, repeated: 0, left out as bad: 0.",
      "Constituencies without a postcode in the file: 1 of 2 (Two).",
      "Postcodes added: 1, moved to another constituency: 0, removed: 0, unchanged: 0.",
      "Constituencies with changes, 1:",
      "  One: 1 added",
      "",
    ].join("\n"),
    error: "",
  });
  const written = database.db.selectFrom("audit").select(["organiser_id", "subject", "after"]);
  expect(await written.where("action", "=", "import.postcodes").execute()).toEqual([
    {
      organiser_id: null,
      subject: "postcodes.csv",
      after: {
        forced: true,
        "Postcodes added": 1,
        "Constituencies with changes": { number: 1, names: ["One: 1 added"] },
      },
    },
  ]);
  expect(
    await run(database.url, "import-postcodes", "--file", postcodes, "--dry-run", ...small),
  ).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Nothing changed: 1 postcode .*\nThis was a dry run/) as unknown,
  });
  fs.rmSync(folder, { recursive: true });

  await using api = await startMembersApi([
    { id: 1001, seat: 4001, name: "Ann Example", email: "ann.mp@example.org" },
    { id: 1002, seat: 4002, name: "Ben Example" },
  ]);
  expect(
    await run(database.url, "import-members", "--from-api", "--base-url", `${api.url}/`, ...small),
  ).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Members added: 1, .*\nMemberships begun: 1, ended: 0, first day corrected: 1\.\nAddresses added: 2/,
    ) as unknown,
  });
});

test("import commands explain themselves and say what was wrong with their use", async () => {
  for (const command of ["import-areas", "import-members", "import-postcodes"]) {
    // neither needs a database
    const nowhere = "postgres://127.0.0.1:1/none";
    expect(await run(nowhere, command, "--help")).toMatchObject({
      code: 0,
      out: expect.stringContaining("--dry-run") as unknown,
    });
    expect(await run(nowhere, command, "--fil", "x")).toMatchObject({
      code: 2,
      error: expect.stringContaining("npm run import:") as unknown,
    });
  }
});

test("options that make no sense together are wrong usage", async () => {
  await using database = await freshDatabase();
  const uses: [string, ...string[]][] = [
    ["import-areas"],
    ["import-members"],
    ["import-members", "--from-api", "--file", "x"],
    ["import-members", "--file", "x", "--base-url", "http://127.0.0.1:1"],
    ["import-members", "--from-api", "--base-url", "ftp://127.0.0.1"],
    ["import-postcodes", "x.csv"],
  ];
  for (const [command, ...options] of uses)
    expect(await run(database.url, command, ...options)).toMatchObject({ code: 2, out: "" });
});
