import { readWorld } from '../read-world.ts';
import { type Check, ok, problem } from './finding.ts';

/** The mistakes of the world file of `--world`. */
export const checkWorldFile: Check = async ({ world }) => {
  if (world === undefined) return [];
  const check = `--world ${world}`;
  try {
    const { name } = await readWorld(world);
    return [ok(check, `the world ${name}`)];
  } catch (error) {
    const { message } = error as Error;
    return message.split('\n').map((line) => problem(check, line, 'correct it; sandbox init writes an example'));
  }
};
