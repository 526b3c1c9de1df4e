import { CookieJar } from 'tough-cookie';
import type { components } from '../../openapi/generated/bank.ts';
import { checkedFetch } from './contract.ts';

/** A screen of the bank as JSON. */
export type Screen = components['schemas']['Screen'];
/** What is filled in on a screen. */
export type Values = Record<string, string | boolean | string[]>;

/** A customer's browser without a window: keeps cookies, follows no redirect by itself, checks every answer. */
export interface Visitor {
  readonly request: (url: string, init?: RequestInit) => Promise<Response>;
  /** Follows redirects until one leaves the origin, or an answer is no redirect. Gives the last URL or answer. */
  readonly follow: (url: string) => Promise<{ readonly url: string; readonly response: Response | undefined }>;
  /** The screen at a linkage's URL. */
  readonly see: (url: string) => Promise<Screen>;
  /** Presses a button, by JSON. */
  readonly press: (url: string, action: string, values?: Values, screen?: string) => Promise<Response>;
}

const json = { Accept: 'application/json' };

/** Opens a browser without a window. */
export function createVisitor(fetch: typeof checkedFetch = checkedFetch, jar = new CookieJar()): Visitor {
  const request: Visitor['request'] = async (url, init = {}) => {
    const headers = new Headers({ ...json, ...(init.headers as Record<string, string>) });
    headers.set('Cookie', await jar.getCookieString(url));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    return response;
  };
  return {
    request,
    follow: async (start) => {
      const { origin } = new URL(start);
      let url = start;
      for (let hops = 0; hops < 10; hops += 1) {
        if (new URL(url).origin !== origin) return { url, response: undefined };
        const response = await request(url);
        const location = response.headers.get('location');
        if (location === null) return { url, response };
        url = new URL(location, url).href;
      }
      throw new Error(`too many redirects from ${start}`);
    },
    see: async (url) => (await (await request(url)).json()) as Screen,
    press: (url, action, values = {}, screen) =>
      request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ action, values, ...(screen ? { screen } : {}) }),
      }),
  };
}

/** What a customer does on each screen; what is left out is done in the usual way. */
export interface Behaviour {
  readonly loginId?: string;
  readonly loginPassword?: string;
  readonly services?: string[];
  /** The accounts whose inquiry PIN is registered; all that can be, when left out. */
  readonly accounts?: string[];
  readonly inquiryPin?: string;
  /** Where each row has an input: the PINs of accounts that differ from `inquiryPin`. */
  readonly inquiryPins?: Readonly<Record<string, string>>;
  readonly deny?: boolean;
  /** Stops before doing anything on this screen. */
  readonly stopAt?: string;
}

/** Where a customer ended up. */
export interface Journey {
  /** The URL of the linkage, or the vendor's callback once the bank has been left. */
  readonly url: string;
  readonly screens: readonly string[];
}

function actionOn(screen: Screen, behaviour: Behaviour): [action: string, values: Values] {
  const { loginId = 'tanaka', inquiryPin = '1234' } = behaviour;
  const { loginPassword = `${loginId}-pw1` } = behaviour;
  switch (screen.id) {
    case 'entry':
      return ['login', { loginId, loginPassword }];
    case 'service-selection':
      return ['next', { services: behaviour.services ?? screen.fields[0]?.options?.map(({ value }) => value) ?? [] }];
    case 'inquiry-pin-registration': {
      const registrable = screen.table?.rows.filter(({ selectable }) => selectable).map(({ id }) => id) ?? [];
      const accounts = behaviour.accounts ?? registrable;
      const { prefix } = screen.table?.inputs ?? {};
      if (prefix === undefined) return ['register', { accounts, inquiryPin }];
      const pinOf = (id: string) => behaviour.inquiryPins?.[id] ?? inquiryPin;
      return ['register', { accounts, ...Object.fromEntries(accounts.map((id) => [`${prefix}${id}`, pinOf(id)])) }];
    }
    case 'inquiry-pin-registration-result':
      return ['confirm', {}];
    case 'consent':
      return behaviour.deny ? ['deny', {}] : ['allow', { continueAuthorization: true }];
    default:
      return ['return', {}];
  }
}

/** Walks the screens of a linkage by password, as JSON, until the bank is left. */
export async function walk(visitor: Visitor, authorizationUrl: string, behaviour: Behaviour = {}): Promise<Journey> {
  const started = await visitor.request(authorizationUrl);
  const url = started.headers.get('location') ?? '';
  let screen = await visitor.see(url);
  const screens: string[] = [];
  while (screens.length < 20) {
    if (screen.id === behaviour.stopAt) return { url, screens };
    screens.push(screen.id);
    const response = await visitor.press(url, ...actionOn(screen, behaviour));
    if (response.status === 303) {
      const { url: left } = await visitor.follow(response.headers.get('location') ?? '');
      return { url: left, screens };
    }
    if (response.status !== 200) throw new Error(`${screen.id}: ${await response.text()}`);
    screen = (await response.json()) as Screen;
  }
  throw new Error(`the linkage does not end: ${screens.join(' → ')}`);
}
