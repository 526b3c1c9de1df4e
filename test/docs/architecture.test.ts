import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { floors, mainDoors } from '../../scripts/architecture/doors.ts';
import { fillIn } from '../../scripts/architecture/page.ts';

// Whether picture and tables are those of the present imports: `npm run check:architecture`.
describe('the architecture page', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');

  test('has a box for every folder of the sandbox, and none besides', () => {
    const rooms = readdirSync('sandbox/src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(floors.flatMap((floor) => Object.keys(floor)).toSorted()).toEqual(rooms.map(({ name }) => name).toSorted());
    const picture = readFileSync('docs/images/architecture.svg', 'utf8');
    for (const { name } of rooms) expect(picture).toContain(`>${name}/</text>`);
  });

  test('names files that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !existsSync(new URL(link, new URL('../../docs/', import.meta.url))))).toEqual([]);
  });

  test('draws a door only where no other way leads', () => {
    const doors = {
      cli: new Set(['http', 'store']),
      http: new Set(['store', 'screens']),
      store: new Set(['bank']),
      screens: new Set(['bank']),
    };
    expect(mainDoors(doors)).toEqual([
      ['cli', 'http'],
      ['http', 'screens'],
      ['http', 'store'],
      ['store', 'bank'],
      ['screens', 'bank'],
    ]);
  });

  test('is filled in between its marks, and says which mark it lacks', () => {
    const text = 'a\n<!-- made: b -->\nold\n<!-- /made -->\nc\n';
    expect(fillIn(text, { b: 'new' })).toBe('a\n<!-- made: b -->\n\nnew\n\n<!-- /made -->\nc\n');
    expect(fillIn(fillIn(text, { b: 'new' }), { b: 'new' })).toBe(fillIn(text, { b: 'new' }));
    expect(() => fillIn(text, { d: 'new' })).toThrow('docs/architecture.md has no mark for: d');
  });
});
