/**
 * Draws the house from its imports: the picture and the tables of `docs/architecture.md`.
 *
 * npm run architecture          makes them
 * npm run check:architecture    fails where they are out of date
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readDoors } from './architecture/doors.ts';
import { doorTable, fillIn, roomTable } from './architecture/page.ts';
import { drawHouse } from './architecture/picture.ts';

const [picture, page] = ['docs/images/architecture.svg', 'docs/architecture.md'];
const doors = await readDoors();
const made = new Map([
  [picture, drawHouse(doors)],
  [page, fillIn(readFileSync(page, 'utf8'), { rooms: roomTable(), doors: doorTable(doors) })],
]);

const isCheck = process.argv.includes('--check');
for (const [file, text] of made) {
  if (!isCheck) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is out of date; make it anew: npm run architecture`);
    process.exitCode = 1;
  }
}
