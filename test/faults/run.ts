// Plays the faults of `faults.ts` against real processes:
//   npm run faults -- [names…] [--list] [--json] [--write] [--abandoned NUMBER]

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildCommand } from '../cli/command.ts';
import { type Fault, NotPlayable, type Seen } from './fault.ts';
import { allFaults } from './faults.ts';
import { type Ground, openGround } from './ground.ts';
import { counts, heading, lines, markdown, type Result } from './report.ts';

async function play(fault: Fault, ground: Ground): Promise<Result> {
  const begun = performance.now();
  const outcome = await fault.run(ground).then(
    ({ held, seen }: Seen) => ({ result: held ? ('held' as const) : ('missed' as const), seen }),
    (error: Error) => ({
      result: error instanceof NotPlayable ? ('skipped' as const) : ('missed' as const),
      seen: error instanceof NotPlayable ? error.message : `it broke off: ${error.message}`,
    }),
  );
  await ground.leave();
  const { name, fault: what, expected } = fault;
  return { name, fault: what, expected, ...outcome, seconds: Math.round((performance.now() - begun) / 100) / 10 };
}

function refuse(mistake: string): never {
  console.error(`faults: ${mistake}`);
  process.exit(1);
}

function chosen(faults: readonly Fault[], names: readonly string[]): readonly Fault[] {
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) refuse(`there is no fault ${unknown.join(', ')}; see npm run faults -- --list`);
  return names.length === 0 ? faults : faults.filter(({ name }) => names.includes(name));
}

function commandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        abandoned: { type: 'string', default: '100000' },
        json: { type: 'boolean' },
        list: { type: 'boolean' },
        write: { type: 'boolean' },
      },
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

const { values, positionals } = commandLine();
if (!/^[1-9]\d{0,6}$/.test(values.abandoned)) refuse('--abandoned wants a number from 1 to 9999999');
const faults = allFaults({ abandoned: Number(values.abandoned) });

if (values.list) {
  for (const { name, fault } of faults) console.log(`${name.padEnd(32)}${fault}`);
  process.exit(0);
}

const toPlay = chosen(faults, positionals);
await buildCommand();
const ground = openGround();
// At the exit, processes, mounts and directories go.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const print = values.json ? () => {} : console.log;
print(heading());
const results: Result[] = [];
for (const fault of toPlay) {
  const result = await play(fault, ground);
  results.push(result);
  print(lines(result));
}
const { text, ...figures } = counts(results);
if (values.json) console.log(JSON.stringify({ ...figures, faults: results }, null, 2));
print(`\n${text}`);
if (values.write) writeFileSync(new URL('../../docs/faults.md', import.meta.url), markdown(results));
process.exitCode = results.some(({ result }) => result === 'missed') ? 1 : 0;
