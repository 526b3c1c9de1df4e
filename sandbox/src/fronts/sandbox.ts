import type { RequestListener } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import type { TLSSocket } from 'node:tls';
import type { Request } from 'express';
import packageJson from '../../package.json' with { type: 'json' };
import type { CertificateLogin } from '../http/bank.ts';
import { createMailRoom } from '../mail/mail-room.ts';
import { smtpSender } from '../mail/smtp.ts';
import { serverKeys } from '../oauth/keys.ts';
import { type Authorities, testCertificates } from '../pki/test-certificates.ts';
import { openWorldStore, type WorldStore } from '../store/world-store.ts';
import { realNow } from '../world/clock.ts';
import { defaultWorld } from '../world/default-world.ts';
import { randomId, randomSerialNumber } from '../world/ids.ts';
import type { World } from '../world/world-schema.ts';
import { createApp } from './app.ts';
import { type Listener, listen, plainServer, tlsServer } from './listen.ts';

/** How to start a sandbox. Everything has a default. */
export interface SandboxOptions {
  /** HTTP port; 0 for a free one. Default 4400. */
  readonly port?: number;
  /** TLS port for certificate login; 0 for a free one. Default 4443. */
  readonly tlsPort?: number;
  /** Address to listen on. Default: loopback, IPv4 and IPv6. Anything else makes the control API want a token. */
  readonly host?: string;
  /** Directory that keeps the world. Default: in memory. */
  readonly data?: string;
  /** The world. Default: the default world. */
  readonly world?: World;
  /** How certificate login works. Default `picker`: a page that plays the browser's certificate window. */
  readonly certificateLogin?: CertificateLogin;
  /** Further redirect URIs for every app of the world file. */
  readonly redirectUris?: readonly string[];
  /** World time at the start, RFC 3339 with an offset. Default: the real time. */
  readonly clock?: string;
  /** An SMTP server that gets every mail, e.g. `smtp://localhost:1025`. Default: mails stay in the outbox. */
  readonly smtp?: string;
  /** Told of faults of the sandbox itself. Default: standard error. */
  readonly report?: (error: unknown, requestId: string) => void;
}

/** A sandbox that listens. */
export interface Sandbox {
  /** For example `http://localhost:4400`. */
  readonly origin: string;
  /** For example `https://localhost:4443`. */
  readonly tlsOrigin: string;
  readonly store: WorldStore;
  /** What the control API wants as a bearer token, beyond loopback. */
  readonly controlToken: string | undefined;
  /** Lets the requests in flight end, and closes everything. */
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

/** The client certificate of the handshake; a resumed session without one counts as none. */
function peerFingerprint(req: Request): string | undefined {
  const socket = req.socket as TLSSocket;
  return socket.encrypted
    ? socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase()
    : undefined;
}

async function listenTls(
  options: SandboxOptions,
  authorities: Authorities,
  handler: RequestListener,
): Promise<Listener> {
  const { issueServerCertificate } = await import('../pki/authority.ts');
  const server = await issueServerCertificate(authorities.bank, {
    hosts: [...new Set(['localhost', '127.0.0.1', '::1', ...(options.host ? [options.host] : [])])],
    serialNumber: randomSerialNumber(),
    now: new Date(realNow()),
  });
  return listen({
    hosts: hostsOf(options.host),
    port: options.tlsPort ?? 4443,
    flag: '--tls-port',
    makeServer: () => tlsServer(handler, server, authorities.bank.certificatePem),
  });
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
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { certificateLogin = 'picker', host } = options;
  const report = options.report ?? ((error) => console.error(error));
  const store = await openWorldStore({
    directory: options.data,
    world: options.world ?? defaultWorld(),
    redirectUris: options.redirectUris ?? [],
    isExplicit: options.world !== undefined,
    clock: options.clock,
  });
  const mailRoom = createMailRoom(store, options.smtp === undefined ? undefined : smtpSender(options.smtp), report);
  const opened: Listener[] = [];
  const close = async () => {
    await Promise.all(opened.map((listener) => listener.close()));
    await mailRoom.settle();
    await store.close();
  };
  try {
    let serve: (handler: RequestListener) => void = () => {};
    const ready = new Promise<RequestListener>((resolve) => {
      serve = resolve;
    });
    // The issuer needs the port, the port needs a server: requests wait until the app is made.
    const handler: RequestListener = (req, res) => void ready.then((app) => app(req, res));
    const plain = await listen({
      hosts: hostsOf(host),
      port: options.port ?? 4400,
      flag: '--port',
      makeServer: () => plainServer(handler),
    });
    opened.push(plain);
    const authorities = await testCertificates(store);
    const tls = await listenTls(options, authorities, handler);
    opened.push(tls);
    const origin = `http://${originHost(host)}:${plain.port}`;
    const tlsOrigin = `https://${originHost(host)}:${tls.port}`;
    const controlToken = isLoopback(host) ? undefined : randomId(24);
    serve(
      createApp({
        store,
        keys: await serverKeys(store.db),
        mailRoom,
        authorities,
        origin,
        tlsOrigin,
        certificateLogin,
        isAllowedHost: allowedHosts(host),
        controlToken,
        peerFingerprint,
        version: packageJson.version,
        report,
      }),
    );
    return { origin, tlsOrigin, store, controlToken, close };
  } catch (error) {
    await close();
    throw error;
  }
}
