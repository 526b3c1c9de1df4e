/** Writes `sdk/src/japan/holidays.ts` from `@holiday-jp/holiday_jp`: `npm run holidays`, after the package is updated. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import holidayJp from '@holiday-jp/holiday_jp';

// From 2000 on banks have rested on all Saturdays and on 31 December.
const FIRST_YEAR = 2000;

/** The file, as it follows from the package. */
export function holidaysFile(): string {
  const years = new Map<string, string[]>();
  for (const date of Object.keys(holidayJp.holidays).sort()) {
    const [year = '', month, day] = date.split('-');
    if (Number(year) >= FIRST_YEAR) years.set(year, [...(years.get(year) ?? []), `${month}${day}`]);
  }
  return `// Written by \`npm run holidays\`: the national holidays of Japan, a year a line, each MMDD.
export const holidays = \`
${[...years].map(([year, days]) => `${year} ${days.join(' ')}`).join('\n')}
\`;
`;
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../sdk/src/japan/holidays.ts'), holidaysFile());
