// Measures the sandbox and the SDK side by side with what users would pick instead:
//   npm run bench [-- --only ID,ID] [--json] [--check] [--write]
import { parseArgs } from 'node:util';
import { measure, type Outcome } from './comparison.ts';
import { rows } from './rows/index.ts';
import { asText, writeMarkdown } from './tables.ts';

const ids = rows.map(({ id }) => id);

function refuse(mistake: string): never {
  console.error(`bench: ${mistake}; npm run bench -- [--only ${ids.join(',')}] [--json] [--check] [--write]`);
  process.exit(2);
}

function commandLine() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string' },
        json: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

const options = commandLine();
const wanted = options.only?.split(',') ?? ids;
const unknown = wanted.filter((id) => !ids.includes(id));
if (unknown.length > 0) refuse(`there is no row ${unknown.join(', ')}`);

const outcomes: Outcome[] = [];
const failed: string[] = [];
for (const row of rows.filter(({ id }) => wanted.includes(id))) {
  const tell = (round: number) => process.stderr.write(`\r${row.id}: round ${round} of ${row.rounds} `);
  try {
    outcomes.push(...(await measure(row, tell)));
  } catch (error) {
    failed.push(row.id);
    console.error(`\nbench: ${row.id} could not be measured: ${(error as Error).message}`);
  }
  process.stderr.write('\n');
}
console.log(options.json ? JSON.stringify(outcomes, null, 2) : asText(outcomes));
if (options.write) writeMarkdown(outcomes);
const missed = [...failed, ...outcomes.flatMap(({ isMet, id, against }) => (isMet ? [] : [`${id} (${against})`]))];
if (failed.length > 0 || (options.check && missed.length > 0)) process.exitCode = 1;
if (options.check) console.log(`missed: ${missed.join(', ') || 'none'}`);
