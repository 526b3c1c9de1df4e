import { createHash, randomBytes } from 'node:crypto';
import { CALLBACK } from './vendor.ts';

/** A server that speaks OAuth and shows its screens as JSON. */
export interface Linkable {
  readonly authorize: string;
  readonly token: string;
  readonly accounts: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What is sent on a screen, by its id. */
  readonly answers: Readonly<Record<string, (screen: Screen) => object>>;
}

/** As much of a screen as is needed to fill it in. */
interface Screen {
  readonly id: string;
  readonly fields?: readonly { readonly options?: readonly { readonly value: string }[] }[];
  readonly table?: { readonly rows: readonly { readonly id: string; readonly selectable: boolean }[] };
}

/** Links a customer: authorize, every screen, token, accounts. Gives the number of screens. */
export async function linkByJson(server: Linkable): Promise<number> {
  const cookies = new Map<string, string>();
  const request = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'application/json', cookie, ...(init.headers as Record<string, string>) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return response;
  };

  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(server.authorize);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: server.clientId,
    redirect_uri: CALLBACK,
    scope: 'balances transactions deposits',
    state: 'bench',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();

  let screens = 0;
  let at = url.href;
  let response = await request(at);
  while (!at.startsWith(CALLBACK)) {
    const location = response.headers.get('location');
    if (location !== null) {
      at = new URL(location, at).href;
      if (!at.startsWith(CALLBACK)) response = await request(at);
      continue;
    }
    const screen = (await response.json()) as Screen;
    const answer = server.answers[screen.id];
    if (!answer || response.status !== 200) throw new Error(`${response.status} ${JSON.stringify(screen)}`);
    screens += 1;
    const body = JSON.stringify(answer(screen));
    response = await request(at, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }

  const basic = Buffer.from(`${server.clientId}:${server.clientSecret}`).toString('base64');
  const redeemed = await fetch(server.token, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(at).searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await redeemed.json()) as { access_token?: string };
  const read = await fetch(server.accounts, { headers: { authorization: `Bearer ${token}` } });
  await read.arrayBuffer();
  if (read.status !== 200) throw new Error(`the accounts answered ${read.status}`);
  return screens;
}
