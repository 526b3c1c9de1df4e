import type { World } from '../world/world-schema.ts';
import { readText } from './files.ts';

/**
 * Reads the world file of `--world`.
 *
 * @throws CommandError when it cannot be read, WorldFileError with each of its mistakes
 */
export async function readWorld(file: string): Promise<World> {
  const text = await readText('--world', file);
  // Loaded only here: the commands that need no world file are quick.
  const { parseWorldFile } = await import('../world/world-file.ts');
  return parseWorldFile(text, file);
}
