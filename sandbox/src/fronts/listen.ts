import { constants } from 'node:crypto';
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createNetServer, type Server as NetServer, type Socket } from 'node:net';
import type { ServerCertificate } from '../pki/authority.ts';
import { once } from '../world/once.ts';

/**
 * An address that cannot be listened on; the message says which and what to do.
 *
 * @example
 * ```ts
 * import { ListenError, startSandbox } from '@renkei/sandbox';
 *
 * const sandbox = await startSandbox({ port: 4400 }).catch((error: unknown) => {
 *   if (error instanceof ListenError) return startSandbox({ port: 0, tlsPort: 0 });
 *   throw error;
 * });
 * ```
 */
export class ListenError extends Error {
  /** The name of the class. */
  override name = 'ListenError';
}

/** Servers that answer on one port. */
export interface Listener {
  readonly port: number;
  /** Takes no new request, lets those in flight end, and cuts what is left after some seconds. */
  close(): Promise<void>;
}

/** What listens on a port. */
type Server = NetServer & Pick<HttpServer, 'closeIdleConnections'>;

const GRACE_MILLISECONDS = 4000;

// Node.js itself knows only connections that speak HTTP already: not those whose TLS handshake is not done.
const connections = new WeakMap<Server, Set<Socket>>();

function bind(server: Server, port: number, host: string): Promise<number> {
  const open = new Set<Socket>();
  connections.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  const cut = setTimeout(() => {
    for (const socket of connections.get(server) ?? []) socket.destroy();
  }, GRACE_MILLISECONDS);
  // A connection whose last request is answered by now would be kept for another one that cannot come.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}

function explain(error: NodeJS.ErrnoException, what: string, port: number): ListenError {
  if (error.code === 'EADDRINUSE') {
    return new ListenError(
      `port ${port} is taken; stop what uses it or choose another one with ${what} (0 for a free one)`,
    );
  }
  if (error.code === 'EACCES')
    return new ListenError(`port ${port} needs more rights; choose one above 1023 with ${what}`);
  return new ListenError(`cannot listen on port ${port} (${error.code}); check --host and ${what}`);
}

/**
 * Listens on every host given, all on the same port.
 *
 * @param options - `hosts`: addresses; `port`: 0 for a free one; `flag`: the option that the user would change
 * @throws {@link ListenError}
 */
export async function listen(options: {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly flag: string;
  readonly makeServer: () => Server;
}): Promise<Listener> {
  const { hosts, flag, makeServer } = options;
  const servers: Server[] = [];
  let { port } = options;
  try {
    for (const host of hosts) {
      const server = makeServer();
      try {
        port = await bind(server, port, host);
        servers.push(server);
      } catch (error) {
        // A machine without IPv6 has no ::1: 127.0.0.1 serves it.
        const { code } = error as NodeJS.ErrnoException;
        const isMissing = code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
        if (!isMissing || servers.length === 0) throw error;
      }
    }
  } catch (error) {
    await Promise.all(servers.map(closeServer));
    throw explain(error as NodeJS.ErrnoException, flag, port);
  }
  return { port, close: async () => void (await Promise.all(servers.map(closeServer))) };
}

// Node looks every 30 seconds for who is over his time, unless it is told otherwise.
const limits = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 1000 };

/** A plain HTTP server. */
export function plainServer(handler: RequestListener): HttpServer {
  return createServer(limits, handler);
}

/**
 * A TLS server that asks for a client certificate and takes any: the bank itself decides about it, by its fingerprint.
 * Without tickets a resumed session cannot pass for one that showed a certificate.
 *
 * @param handler - answers the requests
 * @param server - its certificate
 * @param authorityPem - whose certificates browsers shall offer
 */
export function tlsServer(handler: RequestListener, server: ServerCertificate, authorityPem: string): HttpServer {
  return createTlsServer(
    {
      ...limits,
      handshakeTimeout: limits.headersTimeout,
      cert: server.certificatePem,
      key: server.privateKeyPem,
      ca: [authorityPem],
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    handler,
  ) as unknown as HttpServer;
}

/**
 * A server that is made at its first connection: most sandboxes are never asked over TLS, and its certificate takes time.
 *
 * @param make - makes the server that serves the connections
 * @param report - told why it could not be made; the connection is cut, and the next one tries again
 */
export function serverMadeLate(make: () => Promise<HttpServer>, report: (error: unknown) => void): Server {
  let made: HttpServer | undefined;
  const serverBehind = once(async () => {
    made = await make();
    // Node.js begins to look for slow requests when a server listens, which this one never does itself.
    made.emit('listening');
    return made;
  });
  const door = createNetServer({ pauseOnConnect: true }, (socket) => {
    const vanish = () => socket.destroy();
    socket.once('error', vanish);
    serverBehind().then(
      (server) => {
        socket.off('error', vanish);
        server.emit('connection', socket);
      },
      (error) => {
        socket.destroy();
        report(error);
      },
    );
  });
  door.once('close', () => made?.close());
  return Object.assign(door, { closeIdleConnections: () => made?.closeIdleConnections() });
}
