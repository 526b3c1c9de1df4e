import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CommandError, exitCodes } from './exit-codes.ts';

/** Asks at the terminal, which does not show what is typed. */
async function ask(question: string): Promise<string> {
  const unseen = new Writable({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  lines.once('SIGINT', () => process.exit(130));
  process.stderr.write(`${question}: `);
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/**
 * A secret that stands neither in the command line nor in the shell's history: asked for at a terminal, otherwise read
 * from standard input.
 *
 * @param what - e.g. `New login password`
 * @throws {@link CommandError} when it is empty
 */
export async function readSecret(what: string): Promise<string> {
  const typed = process.stdin.isTTY ? await ask(what) : await text(process.stdin);
  const secret = typed.replace(/\r?\n$/, '');
  if (secret === '') {
    throw new CommandError(`${what}: nothing was given; type it, or write it to standard input`, exitCodes.usage);
  }
  return secret;
}
