import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chromium that the tests drive: the one that the variable `CHROMIUM` names, or one in a usual place.
 *
 * @throws Error that names what to install
 */
export function findBrowser(named = process.env.CHROMIUM, places = usualPlaces): string {
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM is ${named}, and there is nothing; set it to the program of a Chromium or Chrome`);
  }
  const found = places.find((place) => existsSync(place));
  if (found) return found;
  throw new Error(
    `no Chromium at ${places.join(', ')}; install one (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its program`,
  );
}

/**
 * Opens the browser, without a window. One for a test file; each test takes a context of its own.
 *
 * @param home - the home directory that it sees, with its certificate store; that of the user when left out
 */
export function openBrowser(home?: string): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    ...(home === undefined ? {} : { env: { ...process.env, HOME: home, XDG_DATA_HOME: `${home}/.local/share` } }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
