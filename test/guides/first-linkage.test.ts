import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { regionsOf } from '../../scripts/guides/regions.ts';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell('first-linkage');
  await shell.start('start');
  shell.write('main.ts', readFileSync('examples/quick-start/src/main.ts', 'utf8'));
});
afterAll(() => shell.close());

/** Runs main.ts, and is the customer who opens its URL. */
async function link(...options: readonly string[]): Promise<string> {
  const app = await shell.start('main');
  const [url = ''] = /^http\S+/m.exec(app.output()) ?? [];
  const { stdout: callbackUrl } = await shell.type(`npx sandbox link gunma tanaka --url '${url}' ${options.join(' ')}`);
  await fetch(callbackUrl.trim());
  await app.ended;
  return app.output();
}

test('who opens the URL and walks the screens has his statement printed', async () => {
  const form = (line: string) =>
    line
      .replace(/\d{4}-\d\d-\d\d/, 'DATE')
      .replace(/-?\b\d+ (?!yen)\S.*/, 'YEN TEXT')
      .replace(/\d+ yen/, 'N yen');
  const shown = regionsOf(readFileSync('test/guides/first-linkage.txt', 'utf8')).get('statement') ?? '';
  const printed = (await link()).split('\n').map(form);
  for (const line of shown.split('\n')) if (line !== '…') expect(printed).toContain(form(line));
  expect(printed.length).toBeGreaterThan(50);
});

test('who presses 拒否 ends in an error that says so', async () => {
  shell.expectSays(await link('--deny'), 'refused');
});
