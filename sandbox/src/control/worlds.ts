import type { RequestHandler } from 'express';
import { Problem } from '../http/problem.ts';
import { parseInstant } from '../world/duration.ts';
import { checkWorld, parseWorldFile, WorldFileError } from '../world/world-file.ts';
import { mergeWorld } from '../world/world-merge.ts';
import type { World } from '../world/world-schema.ts';
import type { Control } from './control.ts';
import { instantFrom } from './instant.ts';

/** What another world is made of. */
export interface NewWorld {
  /** A random one when left out. */
  readonly id?: string | undefined;
  readonly world: World;
  /** World time at the start, RFC 3339 with an offset; that of the main world when left out. */
  readonly clock?: string | undefined;
  /** Real seconds without a request after which it ends; one hour when left out. */
  readonly idleSeconds?: number | undefined;
}

/** Makes and ends the worlds besides the main one. */
export interface WorldMaker {
  ids(): readonly string[];
  /**
   * Makes a world.
   *
   * @returns its id
   * @throws {@link Problem} 409 when the id is taken, 503 when there are too many worlds
   */
  create(world: NewWorld): Promise<string>;
  /** Ends a world; false when there is none. */
  end(id: string): Promise<boolean>;
}

/** What another world is asked for by: at most one of `file`, `world` and `changes`. */
export interface WorldAsked extends Omit<NewWorld, 'world'> {
  readonly file?: string;
  readonly world?: unknown;
  readonly changes?: unknown;
}

function worldIn({ file, world, changes }: WorldAsked, base: World): World {
  if ([file, world, changes].filter((given) => given !== undefined).length > 1) {
    throw new Problem(400, 'invalid_request', 'the world is given more than once; send one of file, world and changes');
  }
  if (file === undefined && world === undefined && changes === undefined) return base;
  try {
    if (file !== undefined) return parseWorldFile(file, 'file');
    return world === undefined ? checkWorld(mergeWorld(base, changes), 'changes') : checkWorld(world, 'world');
  } catch (error) {
    if (error instanceof WorldFileError) throw new Problem(400, 'invalid_world', error.message);
    throw error;
  }
}

const presentedBy =
  ({ base }: Control) =>
  (id: string) => ({ id, origin: `${base}/w/${id}`, control: `${base}/w/${id}/sandbox/v1` });

/** `GET /worlds` */
export function getWorlds(control: Control, maker: WorldMaker): RequestHandler {
  return (_req, res) => {
    res.json({ worlds: maker.ids().map(presentedBy(control)) });
  };
}

/**
 * Makes a world that was asked for.
 *
 * @returns its id
 * @throws {@link Problem} 400 when it is none, and what {@link WorldMaker.create} throws
 */
export async function makeWorld({ store }: Control, maker: WorldMaker, asked: WorldAsked): Promise<string> {
  const { id, clock, idleSeconds } = asked;
  if (clock !== undefined) instantFrom('body/clock', () => parseInstant(clock));
  return maker.create({ id, clock, idleSeconds, world: worldIn(asked, store.world) });
}

/** `POST /worlds` */
export function postWorld(control: Control, maker: WorldMaker): RequestHandler {
  return async (req, res) => {
    const id = await makeWorld(control, maker, req.body as WorldAsked);
    res.status(201).json(presentedBy(control)(id));
  };
}

/**
 * Ends a world.
 *
 * @throws {@link Problem} 404 when there is none
 */
export async function endWorld(maker: WorldMaker, world: string): Promise<void> {
  if (await maker.end(world)) return;
  throw new Problem(404, 'world_not_found', `there is no world ${world}; list them with GET /sandbox/v1/worlds`);
}

/** `DELETE /worlds/{world}` */
export function deleteWorld(maker: WorldMaker): RequestHandler<{ world: string }> {
  return async (req, res) => {
    await endWorld(maker, req.params.world);
    res.status(204).end();
  };
}
