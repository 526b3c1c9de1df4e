import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultWorld } from '../../sandbox/src/world/default-world.ts';

const banks = ['gunma', 'sorachi', 'miyakojima', 'gunken', 'mizuho'];

test.each(['en', 'ja'])('whom the guide names to log in as is a customer of that bank (%s)', (language) => {
  const guide = readFileSync(join(import.meta.dirname, `../../docs/guides/${language}/five-banks.md`), 'utf8');
  const people = Object.entries(defaultWorld().banks).map(([bank, { companies }]) => {
    const loginIds = companies.flatMap(({ customers }) => customers.map(({ loginId }) => loginId));
    return [bank, loginIds] as const;
  });
  const known = new Map(people);
  const [, table = ''] =
    /^\|[^\n]*gunma[^\n]*\n\|[-|]+\|\n((?:\|.*\n)+)(?=\n## [^\n]*(?:ours|決めた))/m.exec(guide) ?? [];
  const rows = table.trim().split('\n');
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const cells = row.split('|').slice(2, -1);
    expect(cells).toHaveLength(banks.length);
    for (const [index, bank] of banks.entries()) {
      for (const [, loginId] of (cells[index] ?? '').matchAll(/`(\w+)`/g)) expect(known.get(bank)).toContain(loginId);
    }
  }
});
