import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { banksCommand } from './banks.ts';
import { certificatesCommand } from './certificates.ts';
import { clientsCommand } from './clients.ts';
import { clockCommand } from './clock.ts';
import { hasColors, helpTitle, styled } from './colors.ts';
import { completionCommand } from './completion.ts';
import { customersCommand } from './customers.ts';
import { doctorCommand } from './doctor.ts';
import { CommandError, exitCodeMeanings, exitCodes } from './exit-codes.ts';
import { faultsCommand } from './faults.ts';
import { healthCommand } from './health.ts';
import { helpSection, withExamples } from './help.ts';
import { initCommand } from './init.ts';
import { journalCommand } from './journal.ts';
import { linesCommand } from './lines.ts';
import { linkCommand } from './link.ts';
import { linkagesCommand } from './linkages.ts';
import { mailsCommand } from './mails.ts';
import { maintenanceCommand } from './maintenance.ts';
import { otpCommand } from './otp.ts';
import { resetCommand } from './reset.ts';
import { snapshotCommand } from './snapshot.ts';
import { startCommand } from './start.ts';
import { worldsCommand } from './worlds.ts';

const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/** The whole command, with everything below it. */
export function program(): Command {
  const command = new Command('sandbox')
    .description('A bank on your machine, to link accounts against')
    .version(packageJson.version)
    .configureHelp({ styleTitle: helpTitle })
    .configureOutput({
      outputError: (text, write) => write(`${oneLine(text)} (see sandbox --help)\n`),
      getOutHasColors: () => hasColors(process.stdout),
      getErrHasColors: () => hasColors(process.stderr),
    })
    .exitOverride()
    .commandsGroup('Set up:')
    .addCommand(startCommand())
    .addCommand(initCommand())
    .addCommand(doctorCommand())
    .addCommand(healthCommand())
    .addCommand(completionCommand())
    .commandsGroup('What there is:')
    .addCommand(banksCommand())
    .addCommand(customersCommand())
    .addCommand(certificatesCommand())
    .addCommand(clientsCommand())
    .commandsGroup('What happens:')
    .addCommand(linkCommand())
    .addCommand(linkagesCommand())
    .addCommand(otpCommand())
    .addCommand(linesCommand())
    .addCommand(mailsCommand())
    .addCommand(journalCommand())
    .commandsGroup('Time, trouble and worlds:')
    .addCommand(clockCommand())
    .addCommand(faultsCommand())
    .addCommand(maintenanceCommand())
    .addCommand(worldsCommand())
    .addCommand(snapshotCommand())
    .addCommand(resetCommand());
  for (const parent of everyCommand(command)) {
    for (const sub of parent.commands) sub.copyInheritedSettings(parent);
  }
  const codes = Object.entries(exitCodes).map(
    ([name, code]) => `${code}  ${exitCodeMeanings[name as keyof typeof exitCodes]}`,
  );
  helpSection(command, 'Exit codes:', codes);
  helpSection(command, 'Environment:', [
    'RENKEI_SANDBOX_URL    in the place of --url',
    'RENKEI_SANDBOX_TOKEN  in the place of --token',
    'NO_COLOR              no colours on a terminal; FORCE_COLOR=1: colours anywhere',
  ]);
  return withExamples(command, 'sandbox start', 'sandbox customers', 'sandbox clock advance P90D', 'sandbox doctor');
}

/** Mistakes of the user or of his set-up: the message says all, a stack would say nothing more. */
const expected = new Set([
  'ListenError',
  'StoreError',
  'WorldFileError',
  'CommandError',
  'SandboxError',
  'CustomerError',
  'RangeError',
]);

function exitCodeOf(error: Error & { code?: string; exitCode?: number }): number {
  // Commander's own: help that was asked for is 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error.code === 'unreachable' || error.code === 'not_a_sandbox') return exitCodes.unreachable;
  if (error.code === 'invalid_url') return exitCodes.usage;
  return error instanceof CommandError ? error.exitCode : exitCodes.failed;
}

/** Runs a command line. A mistake is one clear message on standard error and an exit code other than 0. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv);
  } catch (caught) {
    const error = caught as Error;
    process.exitCode = exitCodeOf(error);
    // Commander has printed its own.
    if (error instanceof CommanderError) return;
    const prefix = styled('red', 'sandbox:', process.stderr);
    console.error(expected.has(error.name) ? `${prefix} ${error.message}` : error);
  }
}
