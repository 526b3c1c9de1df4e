import {
  type OtherWorld,
  SandboxError,
  type SandboxWorld,
  sandboxWorld,
  type WorldOptions,
  worldMaker,
} from './sandbox-world.ts';

/**
 * How to reach a sandbox that runs elsewhere.
 *
 * @example
 * ```ts
 * import { type ConnectOptions, connectSandbox } from '@renkei/sandbox';
 *
 * const options: ConnectOptions = { token: process.env.SANDBOX_TOKEN ?? '' };
 * const team = connectSandbox('http://bank.test:4400', options);
 * ```
 */
export interface ConnectOptions {
  /** The token that `sandbox start --host` printed. */
  readonly token?: string;
}

/**
 * A sandbox that runs elsewhere, or one world of it.
 *
 * @example
 * ```ts
 * import { type ConnectedSandbox, connectSandbox } from '@renkei/sandbox';
 *
 * const running: ConnectedSandbox = connectSandbox('http://localhost:4400');
 * console.log((await running.customers('gunma')).length);
 * ```
 */
export interface ConnectedSandbox extends SandboxWorld {
  /**
   * Makes a world besides the sandbox's own; they never meet. A world made in this way makes no others.
   *
   * @throws SandboxError when the id is taken or something of the world is wrong; the message says what
   * @example
   * ```ts
   * import { connectSandbox } from '@renkei/sandbox';
   *
   * const world = await connectSandbox('http://localhost:4400').createWorld({ clock: '2026-11-20T09:00:00+09:00' });
   * ```
   */
  createWorld(options?: WorldOptions): Promise<OtherWorld>;
}

/**
 * Steers a sandbox that runs elsewhere, by the global `fetch`.
 *
 * @param url - where it is, e.g. `http://localhost:4400`, or `http://localhost:4400/w/mine` for one world of it
 * @throws SandboxError when the URL is none; every call, when there is no sandbox
 * @example
 * ```ts
 * import { connectSandbox } from '@renkei/sandbox';
 *
 * const sandbox = connectSandbox('http://localhost:4400');
 * await sandbox.clock.advance('P90D');
 * ```
 */
export function connectSandbox(url: string | URL, { token }: ConnectOptions = {}): ConnectedSandbox {
  const base = URL.parse(String(url));
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw new SandboxError(0, 'invalid_url', `${url} is not a URL; expected something like http://localhost:4400`);
  }
  const origin = base.origin + base.pathname.replace(/\/+$/, '');
  async function send(request: Request): Promise<Response> {
    try {
      // Looked up at each request: a test may have put another one in its place.
      return await globalThis.fetch(request, { redirect: 'manual' });
    } catch (error) {
      if (request.signal.aborted || !(error instanceof TypeError)) throw error;
      const detail = `there is no sandbox at ${origin}; start one with: npx sandbox start`;
      throw Object.assign(new SandboxError(0, 'unreachable', detail), { cause: error });
    }
  }
  const reach = { fetch: send, token: () => token };
  const world = sandboxWorld({ ...reach, origin: () => origin });
  return Object.assign(world, { createWorld: worldMaker(world, reach) });
}
