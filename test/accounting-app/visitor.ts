import { createApp } from '../../examples/accounting-app/src/app.ts';
import { openDatabase } from '../../examples/accounting-app/src/database.ts';
import { listen } from '../../examples/accounting-app/src/listen.ts';
import type { FakeBank } from './fake-bank.ts';

export type Page = { status: number; text: string; location: string; headers: Headers };

/** The app on a free port, in memory, at a fake bank. */
export async function runApp(bank: FakeBank, { fetch = bank.fetch }: { fetch?: typeof globalThis.fetch } = {}) {
  const database = openDatabase(':memory:');
  const options = {
    bankOrigin: bank.origin,
    clientId: 'demo-accounting',
    clientSecret: 'test-secret',
    database,
    fetch,
  };
  let tools: ReturnType<typeof createApp>['tools'] | undefined;
  const server = await listen(0, (port) => {
    const created = createApp({
      ...options,
      origin: `http://localhost:${port}`,
      now: () => new Date('2026-11-20T00:00:00Z'),
    });
    tools = created.tools;
    return created.app;
  });
  if (!tools) throw new Error('the app was not made');
  const { imports } = tools;
  return {
    origin: `http://localhost:${server.port}`,
    port: server.port,
    database,
    tools,
    imports,
    close: server.close,
  };
}

/** A browser without scripts: it keeps the cookie, fills forms, and follows no redirect by itself. */
export class Visitor {
  readonly #origin: string;
  cookie = '';

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(path: string): Promise<Page> {
    return this.#send(path, { method: 'GET' });
  }

  /** Posts a form with the token of the page that it is on. */
  async post(path: string, from: Page, values: Record<string, string | string[]> = {}): Promise<Page> {
    const csrf = /name="csrf" value="([^"]+)"/.exec(from.text)?.[1] ?? '';
    const pairs = Object.entries(values).flatMap(([name, value]) => [value].flat().map((item) => [name, item]));
    return this.#send(path, { method: 'POST', body: new URLSearchParams([['csrf', csrf], ...pairs]) });
  }

  async #send(path: string, init: RequestInit): Promise<Page> {
    const url = new URL(path, this.#origin);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { cookie: this.cookie, connection: 'close' },
    });
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    const { status, headers } = response;
    return { status, headers, text: await response.text(), location: headers.get('location') ?? '' };
  }
}

/** Links the bank as a customer does, up to the callback. */
export async function startLinkage(
  visitor: Visitor,
  services = ['balances', 'transactions', 'deposits'],
  relink?: string,
) {
  const form = await visitor.get(relink ? `/link?relink=${relink}` : '/link');
  return visitor.post('/link', form, { bank: 'gunma', services, ...(relink && { relink }) });
}
