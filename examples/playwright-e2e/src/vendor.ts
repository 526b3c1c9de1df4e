import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BankLink, LinkageDeniedError, LinkageEndedError, type PendingLinkage } from '@renkei/sdk';

/** The app, as the bank registered it. */
interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface VendorOptions {
  /** The bank that customers of this app link. */
  readonly issuer: string;
  /** 0 is a free one. */
  readonly port: number;
  /** Asked once, when the port and so the redirect URI is known. */
  readonly register: (redirectUri: string) => Promise<Registration>;
}

export type Vendor = Awaited<ReturnType<typeof startVendor>>;

/** What we know of a customer while his browser keeps the cookie. */
interface Session {
  pending?: PendingLinkage;
  linkageId?: string;
  notice?: string;
}

/** A vendor's app, as small as it can be: connect, come back, see the statements. */
export async function startVendor({ issuer, port, register }: VendorOptions) {
  const sessions = new Map<string, Session>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      console.error(error.name);
      response.writeHead(500).end();
    });
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${origin}/callback`;
  const bank = new BankLink({ issuer, redirectUri, ...(await register(redirectUri)) });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = sessionOf(request, response);
    const { pathname } = new URL(request.url ?? '/', origin);
    if (request.method === 'POST' && pathname === '/connect') {
      const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
      session.pending = pending;
      response.writeHead(303, { location: url }).end();
    } else if (pathname === '/callback') {
      await comeBack(session, request.url ?? '');
      response.writeHead(303, { location: '/' }).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(await overview(session));
    }
  }

  function sessionOf({ headers }: IncomingMessage, response: ServerResponse): Session {
    const known = sessions.get(/session=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '');
    if (known) return known;
    const id = randomUUID();
    const session: Session = {};
    sessions.set(id, session);
    response.setHeader('set-cookie', `session=${id}; HttpOnly; SameSite=Lax; Path=/`);
    return session;
  }

  async function comeBack(session: Session, callbackUrl: string): Promise<void> {
    const { pending } = session;
    delete session.pending;
    if (!pending) return;
    try {
      session.linkageId = (await bank.complete(callbackUrl, pending)).id;
    } catch (error) {
      if (!(error instanceof LinkageDeniedError)) throw error;
      session.notice = '連携は許可されませんでした。';
    }
  }

  async function overview(session: Session): Promise<string> {
    const { linkageId, notice = '' } = session;
    delete session.notice;
    if (linkageId === undefined) return page('テスト会計', `<p role="status">${notice}</p>${connectForm}`);
    try {
      return page('連携済みの口座', await statements(linkageId));
    } catch (error) {
      if (!(error instanceof LinkageEndedError)) throw error;
      return page('連携が切れました', `<p>もう一度連携してください。</p>${connectForm}`);
    }
  }

  async function statements(linkageId: string): Promise<string> {
    const linkage = await bank.open(linkageId);
    const tables: string[] = [];
    for await (const { accountId, branchName, accountNumber } of linkage.accounts()) {
      const rows: string[] = [];
      for await (const { bookDate, direction, amount, description } of linkage.transactions(accountId)) {
        const yen = (direction === '1' ? amount : -amount).toLocaleString('ja-JP');
        rows.push(`<tr><td>${bookDate}</td><td>${escaped(description)}</td><td>${yen}円</td></tr>`);
      }
      const caption = escaped(`${branchName} ${accountNumber}（${rows.length}件）`);
      tables.push(`<table><caption>${caption}</caption>${rows.join('')}</table>`);
    }
    return tables.join('');
  }

  return {
    origin,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const connectForm = '<form method="post" action="/connect"><button>口座を連携する</button></form>';

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string) => `<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
<h1>${title}</h1>${body}</html>`;
