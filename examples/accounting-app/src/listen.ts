import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listening = { port: number; close(): Promise<void> };

/** Listens on this machine only, by IPv4 and IPv6, since `localhost` can mean either. Port 0 is a free one. */
export async function listen(port: number, handler: (port: number) => RequestListener): Promise<Listening> {
  const servers: Server[] = [];
  try {
    const first = await open('127.0.0.1', port);
    servers.push(first);
    const chosen = (first.address() as AddressInfo).port;
    const second = await open('::1', chosen).catch(unlessNoIpv6);
    if (second) servers.push(second);

    const listener = handler(chosen);
    for (const server of servers) server.on('request', listener);
    return { port: chosen, close: () => closeAll(servers) };
  } catch (error) {
    await closeAll(servers);
    throw error;
  }
}

function open(host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.off('error', reject)));
  });
}

function unlessNoIpv6(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error;
}

async function closeAll(servers: Server[]): Promise<void> {
  const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
  for (const server of servers) server.closeIdleConnections();
  await Promise.all(closed);
}
