import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Stands in a query for a value that is given when it is asked. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What stands for each value while a query is built. */
const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) });

/**
 * A query that is built once and then asked with other values each time: for Kysely to build and to compile one takes longer
 * than for SQLite to answer it. It is for what every request asks; a query whose text depends on its values cannot be one.
 *
 * @param build - builds the query from stand-ins for its values: they can be handed to it, but not looked at
 * @returns asks it in a database or a transaction, and gives the rows
 * @example
 * ```ts
 * const linkagesOf = prepared((db, { bank }: { bank: string }) =>
 *   db.selectFrom('linkages').selectAll().where('bank', '=', bank),
 * );
 * const rows = await linkagesOf(db, { bank: 'gunma' });
 * ```
 */
export function prepared<Values extends object, Row>(
  build: (db: Kysely<Schema>, values: Values) => Compilable<Row>,
): (db: Kysely<Schema>, values: Values) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    compiled ??= build(db, placeholders as Values).compile();
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}
