import { expect, it } from 'vitest';
import { findBrowser } from './browser.ts';

it('takes the browser that CHROMIUM names before any other', () => {
  expect(findBrowser(process.execPath, ['/bin/sh'])).toBe(process.execPath);
});

it('takes the first usual place where there is one', () => {
  expect(findBrowser(undefined, ['/nowhere/chromium', '/bin/sh'])).toBe('/bin/sh');
});

it('says which program is missing where CHROMIUM names none', () => {
  expect(() => findBrowser('/nowhere/chromium', ['/bin/sh'])).toThrow('CHROMIUM is /nowhere/chromium');
});

it('says what to install where there is none', () => {
  expect(() => findBrowser(undefined, ['/nowhere/chromium'])).toThrow(/apt-get install chromium.*CHROMIUM/);
});
