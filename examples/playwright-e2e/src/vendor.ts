import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BankLink, LinkageDeniedError, LinkageEndedError, type PendingLinkage } from '@renkei/sdk';

/** The app, as the bank registered it. */
export interface Registration {
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

/** A customer's visit: who he is to us while his browser keeps the cookie. */
interface Session {
  pending?: PendingLinkage;
  linkageId?: string;
  notice?: string;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string) => `<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
<h1>${title}</h1>${body}</html>`;

const connectForm = '<form method="post" action="/connect"><button>口座を連携する</button></form>';

/** A vendor's app, as small as it can be: connect, come back, see the statement. */
export async function startVendor({ issuer, port, register }: VendorOptions) {
  const sessions = new Map<string, Session>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      console.error(error.name);
      response.writeHead(500).end(page('エラー', ''));
    });
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${origin}/callback`;
  const bank = new BankLink({ issuer, redirectUri, ...(await register(redirectUri)) });

  function sessionOf({ headers }: IncomingMessage, response: ServerResponse): Session {
    const id = /session=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
    const known = sessions.get(id);
    if (known) return known;
    const fresh: Session = {};
    const freshId = randomUUID();
    sessions.set(freshId, fresh);
    response.setHeader('Set-Cookie', `session=${freshId}; HttpOnly; SameSite=Lax; Path=/`);
    return fresh;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = sessionOf(request, response);
    const redirect = (location: string) => response.writeHead(303, { location }).end();
    const { pathname } = new URL(request.url ?? '/', origin);
    switch (`${request.method} ${pathname}`) {
      case 'POST /connect': {
        const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
        session.pending = pending;
        return void redirect(url);
      }
      case 'GET /callback':
        await comeBack(session, request.url ?? '');
        return void redirect('/');
      default:
        response.setHeader('Content-Type', 'text/html; charset=utf-8').end(await overview(session));
    }
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
      return page('連携が切れました', `<p>銀行との連携が終了しました。もう一度連携してください。</p>${connectForm}`);
    }
  }

  async function statements(linkageId: string): Promise<string> {
    const linkage = await bank.open(linkageId);
    const tables: string[] = [];
    for await (const { accountId, branchName, accountNumber } of linkage.accounts()) {
      const rows: string[] = [];
      for await (const { bookDate, direction, amount, description } of linkage.transactions(accountId)) {
        const yen = direction === '1' ? amount : -amount;
        rows.push(
          `<tr><td>${bookDate}</td><td>${escaped(description)}</td><td>${yen.toLocaleString('ja-JP')}円</td></tr>`,
        );
      }
      const caption = `${branchName} ${accountNumber}（${rows.length}件）`;
      tables.push(`<table><caption>${escaped(caption)}</caption>${rows.join('')}</table>`);
    }
    return tables.join('');
  }

  const close = async () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin, close };
}
