import { globSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { link } from './linkage.js';

/** The vendor's server: it has the page, and passes on to the bank, which answers no browser's scripts, what the page asks. */
async function serve(route, request) {
  const [, vendor, file] = /^\/(vendor)?\/?(.*)/.exec(new URL(request.url()).pathname);
  if (vendor) return route.fulfill({ path: `dist/${file || 'index.html'}` });
  const { origin, ...headers } = request.headers();
  return route.fulfill({ response: await route.fetch({ headers }) });
}

const [script] = globSync('dist/assets/*.js');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  await page.route('**', serve);
  await link(readFileSync(script, 'utf8'), async (origin, name, ...args) => {
    await page.goto(`${origin}/vendor/`);
    return page.evaluate(([name, args]) => globalThis.vendor[name](...args), [name, args]);
  });
} finally {
  await browser.close();
}
