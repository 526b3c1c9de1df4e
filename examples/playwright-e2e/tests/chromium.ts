import { existsSync } from 'node:fs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium that is there already; none means the one of `npx playwright install chromium`. */
export const chromium = process.env.CHROMIUM ?? usualPlaces.find((path) => existsSync(path));
