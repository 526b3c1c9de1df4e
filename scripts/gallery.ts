/**
 * Walks every bank in Chromium and makes `docs/screens/`: every screen as a picture, beside the step of its manual, and the
 * map of each bank.
 *
 * npm run gallery            every bank
 * npm run gallery -- gunma   one
 */
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { profiles } from '../sandbox/src/bank/profiles/index.ts';
import { openBrowser } from '../test/browser/browser.ts';
import { worldOfScreens } from '../test/browser/world.ts';
import { openSandbox } from '../test/support/sandbox.ts';
import { bankPage, indexPage } from './gallery/pages.ts';
import { CLOCK, type Photo, photograph } from './gallery/photographer.ts';
import { plan } from './gallery/plan.ts';

const screens = fileURLToPath(new URL('../docs/screens/', import.meta.url));
const wanted = process.argv.slice(2);
const banks = Object.keys(plan).filter((bank) => wanted.length === 0 || wanted.includes(bank));

const [browser, sandbox] = await Promise.all([openBrowser(), openSandbox({ world: worldOfScreens(), clock: CLOCK })]);
try {
  for (const bank of banks) {
    const folder = `${screens}${bank}`;
    rmSync(folder, { recursive: true, force: true });
    const photos: Photo[] = [];
    for (const picture of (plan[bank] ?? []).flatMap(({ pictures }) => pictures)) {
      photos.push(await photograph(browser, sandbox, bank, folder, picture, photos.length + 1));
    }
    const map = await fetch(`${sandbox.origin}/${bank}/flow.svg`);
    writeFileSync(`${folder}/flow.svg`, await map.text());
    writeFileSync(`${folder}/README.md`, bankPage(profiles[bank]?.name ?? '', plan[bank] ?? [], photos));
    const size = readdirSync(folder).reduce((sum, file) => sum + statSync(`${folder}/${file}`).size, 0);
    console.log(`docs/screens/${bank}: ${photos.length} screens, ${Math.round(size / 1000)} kB`);
  }
  writeFileSync(`${screens}README.md`, indexPage());
} finally {
  await Promise.all([browser.close(), sandbox.close()]);
}
