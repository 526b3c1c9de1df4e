import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { internetBankingTransitions } from '../../sandbox/src/bank/internet-banking.ts';
import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import { flowOf } from '../../sandbox/src/screens/flow.ts';
import { renderFlowMap } from '../../sandbox/src/screens/html/flow-map.tsx';
import { plan } from '../../scripts/gallery/plan.ts';

const gallery = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
const banks = Object.values(profiles).map((profile) => ({
  bank: profile.id,
  profile,
  pictures: (plan[profile.id] ?? []).flatMap((chapter) => chapter.pictures),
}));

describe.each(banks)('the gallery of $bank', ({ bank, profile, pictures }) => {
  it('has a picture of every screen of a linkage that the bank can show', () => {
    const shown = pictures.flatMap(({ shows }) => ('linkage' in shows ? [shows.linkage] : []));
    expect(new Set(shown)).toEqual(new Set(flowOf(profile).screens.map(({ id }) => id)));
  });

  it('has a picture of every screen of the internet banking, where there is one', () => {
    const shown = pictures.flatMap(({ shows }) => ('internetBanking' in shows ? [shows.internetBanking] : []));
    const screens = profile.internetBanking ? Object.keys(internetBankingTransitions) : [];
    expect(new Set<string>(shown)).toEqual(new Set(screens));
  });

  it('has a picture of each page of the phone and of the camera token, where there is one', () => {
    const shown = pictures.flatMap(({ shows }) => ('page' in shows ? [shows.page] : []));
    const phone = ['token-app', 'token-app/download', 'token-app/activate', 'token-app/password'];
    const pages = [...(profile.internetBanking ? phone : []), ...(profile.hasCameraTokens ? ['camera-token'] : [])];
    expect(shown).toEqual(expect.arrayContaining(pages));
  });

  it('names seed and step of every screen, but of the refusals that no manual shows', () => {
    const screensOf = (some: typeof pictures) =>
      some.flatMap(({ shows }) => ('page' in shows ? [] : [Object.values(shows)[0] as string]));
    const placed = new Set(screensOf(pictures.filter(({ manual }) => manual.length > 0)));
    const refusals = flowOf(profile).screens.filter(({ isRefusal }) => isRefusal);
    const unplaced = screensOf(pictures).filter((screen) => !placed.has(screen));
    expect(refusals.map(({ id }) => id)).toEqual(expect.arrayContaining(unplaced));
    for (const { seed, step } of pictures.flatMap(({ manual }) => manual))
      expect(`${seed} ${step}`).toMatch(/^00[0-4] \S/);
  });

  it('names each picture once', () => {
    const names = pictures.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
  });

  it('is as it was taken: each picture at both widths, and the map of today', () => {
    const files = pictures.flatMap(({ name }, index) => {
      const file = `${String(index + 1).padStart(2, '0')}-${name}`;
      return [`${file}.png`, `${file}.360.png`];
    });
    expect(existsSync(`${gallery}${bank}`), 'npm run gallery').toBe(true);
    expect(readdirSync(`${gallery}${bank}`).sort()).toEqual([...files, 'README.md', 'flow.svg'].sort());
    expect(readFileSync(`${gallery}${bank}/flow.svg`, 'utf8')).toBe(renderFlowMap(flowOf(profile), profile.name));
  });
});

it('has every bank', () => {
  expect(Object.keys(plan)).toEqual(Object.keys(profiles));
});
