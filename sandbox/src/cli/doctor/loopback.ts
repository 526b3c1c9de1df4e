import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/**
 * Whether a port of a loopback address can be listened on, and then reached.
 *
 * @returns what the operating system says against it, e.g. `EADDRINUSE`; nothing when all is well
 */
export async function mistakeAt(host: string, port: number): Promise<string | undefined> {
  const server = createServer((socket) => void socket.end());
  try {
    server.listen({ host, port });
    await once(server, 'listening');
    const socket = connect({ host, port: (server.address() as AddressInfo).port });
    await once(socket, 'connect');
    socket.destroy();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  } finally {
    server.close();
  }
}

/** The addresses that a sandbox listens on. */
export const loopbackAddresses = ['127.0.0.1', '::1'] as const;

/** There is no such address on this machine, as on one without IPv6. */
export const isMissing = (code: string | undefined): boolean => code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
