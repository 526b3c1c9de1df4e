import { existsSync } from 'node:fs';

/** A Chromium that is there already; none means the one of `npx playwright install chromium`. */
export const chromium = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => existsSync(path));
