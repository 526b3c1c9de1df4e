import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { certificatesCommand } from './certificates.ts';
import { clockCommand } from './clock.ts';
import { customersCommand } from './customers.ts';
import { faultsCommand } from './faults.ts';
import { initCommand } from './init.ts';
import { journalCommand } from './journal.ts';
import { linkCommand } from './link.ts';
import { linkagesCommand } from './linkages.ts';
import { mailsCommand } from './mails.ts';
import { maintenanceCommand } from './maintenance.ts';
import { otpCommand } from './otp.ts';
import { resetCommand } from './reset.ts';
import { snapshotCommand } from './snapshot.ts';
import { startCommand } from './start.ts';
import { worldsCommand } from './worlds.ts';

/** The exit code of every mistake that the user can mend. */
export const EXIT_MISTAKE = 1;

const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

function program(): Command {
  return new Command('sandbox')
    .description('A bank on your machine, to link accounts against')
    .version(packageJson.version)
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)} (see sandbox --help)\n`) })
    .exitOverride()
    .addCommand(startCommand())
    .addCommand(customersCommand())
    .addCommand(certificatesCommand())
    .addCommand(otpCommand())
    .addCommand(initCommand())
    .addCommand(worldsCommand())
    .addCommand(snapshotCommand())
    .addCommand(linkagesCommand())
    .addCommand(linkCommand())
    .addCommand(maintenanceCommand())
    .addCommand(mailsCommand())
    .addCommand(clockCommand())
    .addCommand(faultsCommand())
    .addCommand(journalCommand())
    .addCommand(resetCommand());
}

const expected = new Set([
  'ListenError',
  'StoreError',
  'WorldFileError',
  'CommandError',
  'SandboxError',
  'CustomerError',
  'RangeError',
]);

/** Runs a command line. A mistake is one clear message on standard error and an exit code other than 0. */
export async function run(argv: readonly string[]): Promise<void> {
  const command = program();
  for (const sub of command.commands) sub.copyInheritedSettings(command);
  for (const sub of command.commands.flatMap((one) => one.commands)) sub.copyInheritedSettings(command);
  try {
    await command.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT_MISTAKE;
      return;
    }
    const { name, message } = error as Error;
    console.error(expected.has(name) ? `sandbox: ${message}` : error);
    process.exitCode = EXIT_MISTAKE;
  }
}
