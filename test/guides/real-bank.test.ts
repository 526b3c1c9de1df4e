import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../sandbox/src/bank/profile.ts';

for (const language of ['en', 'ja']) {
  test(`the settings and their defaults are those of the sandbox (${language})`, () => {
    const guide = readFileSync(`docs/guides/${language}/real-bank.md`, 'utf8');
    const rows = [...guide.matchAll(/^\| `(\w+)` \| `?(\w+)`? \|/gm)].map(([, name, value]) => [name, value]);
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(Object.entries(defaultSettings).map(([name, value]) => [name, String(value)])),
    );
  });
}
