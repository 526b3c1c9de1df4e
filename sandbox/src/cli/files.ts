import { isUtf8 } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { CommandError } from './exit-codes.ts';

/**
 * Reads a text file that an option names; `-` is standard input.
 *
 * @throws {@link CommandError} when it cannot be read or is not UTF-8
 */
export async function readText(option: string, file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = file === '-' ? await buffer(process.stdin) : readFileSync(file);
  } catch (error) {
    throw new CommandError(
      `${option} ${file} cannot be read (${(error as NodeJS.ErrnoException).code}); check the path`,
    );
  }
  if (!isUtf8(bytes)) throw new CommandError(`${option} ${file} is not UTF-8; save it in UTF-8`);
  return bytes.toString('utf8');
}

/**
 * Reads a JSON file that an option names; `-` is standard input.
 *
 * @param expected - what the file has to be, e.g. `what sandbox snapshot save wrote`
 * @throws {@link CommandError} when it cannot be read or is not JSON
 */
export async function readJson(option: string, file: string, expected: string): Promise<unknown> {
  const text = await readText(option, file);
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${option} ${file} is not JSON; expected ${expected}`);
  }
}

/**
 * Writes a file; `-` is standard output.
 *
 * @throws {@link CommandError} when it cannot be written
 */
export function writeOut(file: string, contents: string | Uint8Array): void {
  try {
    if (file === '-') process.stdout.write(contents);
    else writeFileSync(file, contents);
  } catch (error) {
    throw new CommandError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}); check the path`);
  }
}
