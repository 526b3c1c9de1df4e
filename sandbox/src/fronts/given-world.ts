import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { checkWorld, parseWorldFile, WorldFileError } from '../world/world-file.ts';
import type { World, WorldInput } from '../world/world-schema.ts';

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new WorldFileError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); check the path`);
  }
}

/**
 * The world that a sandbox is given.
 *
 * @param world - a world, or the path of a world file
 * @throws WorldFileError with every mistake
 */
export function givenWorld(world: WorldInput | string): World {
  if (typeof world !== 'string') return checkWorld(world, 'world');
  const bytes = readBytes(world);
  if (!isUtf8(bytes)) throw new WorldFileError(`${world} is not UTF-8; save it in UTF-8`);
  return parseWorldFile(bytes.toString('utf8'), world);
}
