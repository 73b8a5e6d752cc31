/** What is asked of a database, to be looked at afterwards. */
import { connect, type Connection } from "#db/connection.ts";

interface Statement {
  text: string;
  values: readonly unknown[];
}

/** A connection that keeps what runs on it. */
export function listening(url: string): Connection & { heard: Map<string, Statement> } {
  const heard = new Map<string, Statement>();
  const connection = connect(url, 4);
  connection.pool.on("connect", (client) => {
    const query = client.query.bind(client) as (statement: Statement) => unknown;
    client.query = ((statement: Statement) => {
      if (/^\s*(\/\*|select|with|insert|update|delete)/.test(statement.text))
        heard.set(statement.text, statement);
      return query(statement);
    }) as typeof client.query;
  });
  return { ...connection, heard };
}
