import { type Command, Option } from 'commander';
import { styled } from './colors.ts';
import { type ConnectionOptions, controlCommand, print } from './control-client.ts';
import type { Finding, SetUp } from './doctor/finding.ts';
import { exitCodes } from './exit-codes.ts';
import { withExamples } from './help.ts';
import { port } from './options.ts';
import { progress } from './progress.ts';

const colors = { ok: 'green', warning: 'yellow', problem: 'red' } as const;

const told = ({ check, status, message, next }: Finding): string =>
  [
    `${styled(colors[status], status.padEnd(7))}  ${check}: ${message}`,
    ...(next === undefined ? [] : [`${' '.repeat(9)}→ ${next}`]),
  ].join('\n');

function summary(findings: readonly Finding[]): string {
  const count = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  return problems + warnings === 0 ? 'All is well.' : `problems: ${problems}, warnings: ${warnings}`;
}

type Options = ConnectionOptions & Omit<SetUp, 'urlIsGiven'>;

async function diagnose(options: Options, command: Command): Promise<void> {
  // Loaded only here: the other commands need neither the database nor certificates, and are quick.
  const { examine } = await import('./doctor/checks.ts');
  const urlIsGiven = command.getOptionValueSource('url') !== 'default';
  const findings = await progress('Looking', examine({ ...options, urlIsGiven }));
  print(options, { findings }, () => [...findings.map(told), '', summary(findings)].join('\n'));
  if (findings.some(({ status }) => status === 'problem')) process.exitCode = exitCodes.failed;
}

/** `sandbox doctor` */
export function doctorCommand(): Command {
  const command = controlCommand('doctor', 'the findings')
    .description('tell what is wrong with the set-up, and what to do; changes nothing')
    .addOption(new Option('--port <number>', 'the HTTP port of the start').default(4400).argParser(port))
    .addOption(new Option('--tls-port <number>', 'the TLS port of the start').default(4443).argParser(port))
    .option('--data <dir>', 'look at the directory of the start too')
    .option('--world <file>', 'look at the world file of the start too')
    .action(diagnose);
  return withExamples(
    command,
    'sandbox doctor',
    'sandbox doctor --world world.yaml --data .data',
    'sandbox doctor --port 8080 --tls-port 8443 --json',
  );
}
