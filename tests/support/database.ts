/** A fresh database for one test: `await using database = await freshDatabase()`. */
import { inject } from "vitest";

import { type Connection, connect } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

export interface TestDatabase extends Connection, AsyncDisposable {
  url: string;
}

let template = "template_tracker";

/** Has the tests of this file clone another template. */
export function cloneFrom(name: string): void {
  template = name;
}

/** Has them take theirs from elsewhere. */
export function freshFrom(make: () => Promise<TestDatabase>): void {
  fresh = make;
}

let fresh = (): Promise<TestDatabase> => databaseFrom(`template ${template} strategy file_copy`);

/** Clones the migrated template; dropped when the test ends. */
export const freshDatabase = (): Promise<TestDatabase> => fresh();

/** Without a schema. */
export const emptyDatabase = (): Promise<TestDatabase> => databaseFrom("template template0");

async function databaseFrom(how: string): Promise<TestDatabase> {
  const adminUrl = inject("databaseUrl");
  const name = `test_${uuidv7(new Date()).replaceAll("-", "")}`;
  const admin = connect(adminUrl, 1);
  await admin.pool.query(`create database ${name} ${how}`);
  const url = adminUrl.replace(/\/postgres$/, `/${name}`);
  const connection = connect(url, 10);
  return {
    ...connection,
    url,
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await admin.pool.query(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}
