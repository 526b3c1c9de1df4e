import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { CookieJar } from 'tough-cookie';

/** A client certificate with its key, as PEM; none for who presents none. */
export interface ClientIdentity {
  readonly cert: string;
  readonly key: string;
}

/** An answer over TLS, and what the handshake gave. */
export interface TlsAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
  readonly cookies: readonly string[];
  readonly isResumed: boolean;
  /** What a later connection can try to resume. */
  readonly session: Buffer | undefined;
}

/** Asks over a connection of its own, in TLS 1.3, with a client certificate or none. */
export function askByTls(
  url: string,
  options: { readonly identity?: ClientIdentity; readonly session?: Buffer | undefined; readonly cookie?: string } = {},
): Promise<TlsAnswer> {
  const { identity, session, cookie } = options;
  return new Promise((resolve, reject) => {
    let latest: Buffer | undefined;
    let isResumed = false;
    const sent = request(
      url,
      {
        ...identity,
        ...(session ? { session } : {}),
        rejectUnauthorized: false,
        minVersion: 'TLSv1.3',
        agent: false,
        headers: { Accept: 'text/html', ...(cookie ? { Cookie: cookie } : {}) },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          const cookies = headers['set-cookie'] ?? [];
          resolve({ status, location: headers.location, text, cookies, isResumed, session: latest });
        });
      },
    );
    sent.on('socket', (socket) => {
      socket.on('session', (ticket: Buffer) => {
        latest = ticket;
      });
      socket.on('secureConnect', () => {
        isResumed = (socket as TLSSocket).isSessionReused();
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** A browser on the pages of a bank, without a window and without scripts, which can show certificates by TLS. */
export function createPageVisitor() {
  const jar = new CookieJar();

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ Accept: 'text/html', ...(init.headers as Record<string, string>) });
    headers.set('Cookie', await jar.getCookieString(url));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    return response;
  }

  async function follow(start: string): Promise<{ readonly url: string; readonly response: Response }> {
    let url = start;
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await request(url);
      const location = response.headers.get('location');
      const next = location === null ? undefined : new URL(location, url);
      if (next === undefined || next.origin !== new URL(start).origin) return { url: next?.href ?? url, response };
      url = next.href;
    }
    throw new Error(`too many redirects from ${start}`);
  }

  return {
    jar,
    request,
    follow,
    /** Presses a button of the page at a URL, with the hidden fields of its form; gives the answer as it is. */
    press: async (url: string, action: string, values: Record<string, string> = {}): Promise<Response> => {
      const page = await (await request(url)).text();
      const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
      const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
      return request(url, { method: 'POST', body: new URLSearchParams({ ...fields, action, ...values }) });
    },
    /** Shows a certificate at a URL of the TLS listener. */
    show: async (url: string, options: Omit<Parameters<typeof askByTls>[1] & object, 'cookie'> = {}) =>
      askByTls(url, { ...options, cookie: await jar.getCookieString(url) }),
  };
}
