import type { RequestListener } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };
import type { WorldStore } from '../store/world-store.ts';
import { realNow } from '../world/clock.ts';
import { defaultWorld } from '../world/default-world.ts';
import { randomId, randomSerialNumber } from '../world/ids.ts';
import { once } from '../world/once.ts';
import type { WorldInput } from '../world/world-schema.ts';
import { createApp } from './app.ts';
import { givenWorld } from './given-world.ts';
import { answerInProcess } from './in-process.ts';
import { type Listener, listen, plainServer, serverMadeLate, tlsServer } from './listen.ts';
import type { Report } from './open-world.ts';
import { type OtherWorld, type SandboxWorld, sandboxWorld, type WorldOptions, worldMaker } from './sandbox-world.ts';
import { openWorlds, type Worlds } from './worlds.ts';

/**
 * What a sandbox plays. Everything has a default.
 *
 * @example
 * ```ts
 * import { createSandbox, type SandboxOptions } from '@renkei/sandbox';
 *
 * const options: SandboxOptions = { world: './world.yaml', clock: '2026-11-20T09:00:00+09:00' };
 * const sandbox = await createSandbox(options);
 * ```
 */
export interface SandboxOptions {
  /** Scheme, host and port that the banks go by while nothing listens. Default `http://localhost:4400`. */
  readonly origin?: string;
  /** Directory that keeps the worlds. Default: in memory. */
  readonly data?: string;
  /** The world, or the path of a world file, YAML or JSON. Default: the default world. */
  readonly world?: WorldInput | string;
  /** How certificate login works. Default `picker`: a page that plays the browser's certificate window. */
  readonly certificateLogin?: 'picker' | 'tls';
  /** Further redirect URIs for every app of the world file. */
  readonly redirectUris?: readonly string[];
  /** World time at the start, RFC 3339 with an offset. Default: the real time. */
  readonly clock?: string;
  /** An SMTP server that gets every mail, e.g. `smtp://localhost:1025`. Default: mails stay in the outbox. */
  readonly smtp?: string;
  /** Told of faults of the sandbox itself. Default: standard error. */
  readonly report?: (error: unknown, requestId: string) => void;
  /** Told while a world is made how many of its companies and given statement lines are kept, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Where a sandbox listens.
 *
 * @example
 * ```ts
 * import type { ListenOptions } from '@renkei/sandbox';
 *
 * const free: ListenOptions = { port: 0, tlsPort: 0 };
 * await sandbox.listen(free);
 * ```
 */
export interface ListenOptions {
  /** HTTP port; 0 for a free one. Default 4400. */
  readonly port?: number;
  /** TLS port for certificate login; 0 for a free one. Default 4443. */
  readonly tlsPort?: number;
  /** Address to listen on. Default: loopback, IPv4 and IPv6. Anything else makes the control API want a token. */
  readonly host?: string;
}

/**
 * A sandbox in this process. No port is open unless it is asked to listen.
 *
 * @example
 * ```ts
 * import { createSandbox, type Sandbox } from '@renkei/sandbox';
 *
 * const sandbox: Sandbox = await createSandbox();
 * console.log((await sandbox.fetch(`${sandbox.origin}/sandbox/v1/health`)).status);
 * await sandbox.close();
 * ```
 */
export interface Sandbox extends SandboxWorld {
  /**
   * The state of its own world, for this repository's tests.
   *
   * @internal
   */
  readonly store: WorldStore;
  /** For example `https://localhost:4443`; there is none while nothing listens. */
  readonly tlsOrigin: string | undefined;
  /** What the control API wants as a bearer token, beyond loopback. */
  readonly controlToken: string | undefined;
  /**
   * Opens the ports; from then on the banks go by the address that is listened on.
   *
   * @throws ListenError when a port is taken
   * @example
   * ```ts
   * await sandbox.listen({ port: 0, tlsPort: 0 });
   * console.log(sandbox.origin);
   * ```
   */
  listen(options?: ListenOptions): Promise<void>;
  /**
   * Makes a world besides the sandbox's own; they never meet.
   *
   * @throws SandboxError when the id is taken or something of the world is wrong; the message says what
   * @example
   * ```ts
   * const locked = { banks: { gunma: { companies: [{ id: 'trading', customers: [{ loginId: 'tanaka', locked: true }] }] } } };
   * const world = await sandbox.createWorld({ changes: locked });
   * console.log(`${world.origin}/gunma`);
   * await world.close();
   * ```
   */
  createWorld(options?: WorldOptions): Promise<OtherWorld>;
  /**
   * Lets the requests in flight end, and closes everything. From then on every request is refused.
   *
   * @example
   * ```ts
   * await sandbox.close();
   * ```
   */
  close(): Promise<void>;
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);
const isLoopback = (host: string | undefined): boolean =>
  host === undefined || host === 'localhost' || host === '::1' || host.startsWith('127.');

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The names under which the sandbox may be called. */
function allowedHosts(host: string | undefined): (name: string) => boolean {
  if (isLoopback(host)) return (name) => loopbackHosts.has(name) || name === bracketed(host ?? '');
  const addresses = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const own = new Set(
    [hostname(), host, ...addresses.map(({ address }) => address)].map((name) => bracketed(name ?? '')),
  );
  return (name) => loopbackHosts.has(name) || own.has(name);
}

function originHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return bracketed(host);
}

function hostsOf(host: string | undefined): readonly string[] {
  return host === undefined || host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
}

async function listenTls(
  { main }: Worlds,
  { host, tlsPort }: ListenOptions,
  handler: RequestListener,
  report: Report,
): Promise<Listener> {
  const { certificates } = main;
  // One for every address that is listened on.
  const certificate = once(async () => {
    const { issueServerCertificate } = await import('../pki/authority.ts');
    const { bank: authority } = await certificates.issue();
    return issueServerCertificate(authority, {
      hosts: [...new Set(['localhost', '127.0.0.1', '::1', ...(host ? [host] : [])])],
      serialNumber: randomSerialNumber(),
      now: new Date(realNow()),
    });
  });
  const makeServer = async () => {
    const { bank: authority } = await certificates.issue();
    return tlsServer(handler, await certificate(), authority.certificatePem);
  };
  return listen({
    hosts: hostsOf(host),
    port: tlsPort ?? 4443,
    flag: '--tls-port',
    makeServer: () => serverMadeLate(makeServer, (error) => report(error, 'tls')),
  });
}

/** The part of a sandbox that changes when it begins to listen. */
interface Address {
  readonly origin: string;
  readonly tlsOrigin: string | undefined;
  readonly host: string | undefined;
  readonly controlToken: string | undefined;
}

/** Names that a test may give the sandbox by its option `origin`, besides those of the address listened on. */
function isAllowed({ host, origin }: Address): (name: string) => boolean {
  const own = new URL(origin).hostname;
  const listed = allowedHosts(host);
  return (name) => name === own || listed(name);
}

/**
 * A sandbox in this process.
 *
 * @throws StoreError when the data directory cannot be used
 * @example
 * ```ts
 * import { createSandbox } from '@renkei/sandbox';
 *
 * const sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
 * const response = await sandbox.fetch(`${sandbox.origin}/gunma/.well-known/oauth-authorization-server`);
 * console.log(await response.json());
 * await sandbox.clock.advance('P90D');
 * await sandbox.close();
 * ```
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { certificateLogin = 'picker', origin = 'http://localhost:4400' } = options;
  const report = options.report ?? ((error) => console.error(error));
  const worlds = await openWorlds({
    directory: options.data,
    world: options.world === undefined ? defaultWorld() : givenWorld(options.world),
    redirectUris: options.redirectUris ?? [],
    isExplicit: options.world !== undefined,
    clock: options.clock,
    smtp: options.smtp,
    report,
    onProgress: options.onProgress,
  });
  const appAt = (at: Address): RequestListener =>
    createApp({
      worlds,
      origin: at.origin,
      tlsOrigin: at.tlsOrigin,
      certificateLogin,
      isAllowedHost: isAllowed(at),
      controlToken: at.controlToken,
      version: packageJson.version,
      report,
    });
  let address: Address = { origin, tlsOrigin: undefined, host: undefined, controlToken: undefined };
  let app = appAt(address);
  const opened: Listener[] = [];
  const closeListeners = async () => void (await Promise.all(opened.splice(0).map((listener) => listener.close())));

  async function open(where: ListenOptions): Promise<void> {
    const { host } = where;
    let serve: (handler: RequestListener) => void = () => {};
    const ready = new Promise<RequestListener>((resolve) => {
      serve = resolve;
    });
    // The issuer needs the port, the port needs a server: requests wait until the app is made.
    const handler: RequestListener = (req, res) => void ready.then((made) => made(req, res));
    const makeServer = () => plainServer(handler);
    const plain = await listen({ hosts: hostsOf(host), port: where.port ?? 4400, flag: '--port', makeServer });
    opened.push(plain);
    const tls = await listenTls(worlds, where, handler, report);
    opened.push(tls);
    address = {
      host,
      origin: `http://${originHost(host)}:${plain.port}`,
      tlsOrigin: `https://${originHost(host)}:${tls.port}`,
      controlToken: isLoopback(host) ? undefined : randomId(24),
    };
    app = appAt(address);
    serve(app);
  }

  const inFlight = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  async function answer(request: Request): Promise<Response> {
    if (closing) throw new Error('the sandbox is closed; make another one with createSandbox()');
    const answered = answerInProcess(app, request);
    inFlight.add(answered);
    return answered.finally(() => inFlight.delete(answered));
  }
  async function closeAll(): Promise<void> {
    worlds.endStreams();
    await closeListeners();
    await Promise.allSettled(inFlight);
    await worlds.close();
  }
  const reach = { fetch: answer, token: () => address.controlToken };
  const main = sandboxWorld({ ...reach, origin: () => address.origin });
  return {
    ...main,
    store: worlds.main.store,
    get origin() {
      return address.origin;
    },
    get tlsOrigin() {
      return address.tlsOrigin;
    },
    get controlToken() {
      return address.controlToken;
    },
    listen: async (where = {}) => {
      if (opened.length > 0) throw new Error(`the sandbox listens already, at ${address.origin}; close it first`);
      try {
        await open(where);
      } catch (error) {
        await closeListeners();
        throw error;
      }
    },
    createWorld: worldMaker(main, reach),
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

/**
 * Starts a sandbox that listens on this machine.
 *
 * @throws ListenError when a port is taken, StoreError when the data directory cannot be used
 * @example
 * ```ts
 * import { startSandbox } from '@renkei/sandbox';
 *
 * const sandbox = await startSandbox({ port: 0, tlsPort: 0 });
 * console.log(`${sandbox.origin}/gunma`);
 * await sandbox.close();
 * ```
 */
export async function startSandbox(options: SandboxOptions & ListenOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  try {
    await sandbox.listen(options);
    return sandbox;
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
