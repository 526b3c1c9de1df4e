import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { CommandError } from './control-client.ts';

/**
 * Reads a text file that an option names.
 *
 * @throws {@link CommandError} when it cannot be read or is not UTF-8
 */
export function readText(option: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new CommandError(
      `${option} ${file} cannot be read (${(error as NodeJS.ErrnoException).code}); check the path`,
    );
  }
  if (!isUtf8(bytes)) throw new CommandError(`${option} ${file} is not UTF-8; save it in UTF-8`);
  return bytes.toString('utf8');
}
