import { CustomerError } from './errors.ts';
import type { Screen } from './screen.ts';
import type { Surroundings } from './surroundings.ts';

/** Where a browser has arrived: at a screen of the bank, or beyond the bank. */
type Arrival = { readonly url: string; readonly screen: Screen } | { readonly left: string };

/** A browser without a window, on the pages of one bank. */
export interface Browser {
  /** Opens a URL and follows redirects until a screen is shown or the bank is left. */
  open(url: string): Promise<Arrival>;
  /** Presses a button of the screen at a URL. */
  press(url: string, submission: object): Promise<Arrival>;
}

const MOST_REDIRECTS = 20;

/** Why an answer is no screen, for the engineer who reads the test's output. */
async function refusalIn(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { detail, errors, error, error_description: description } = JSON.parse(text);
    return detail ?? errors?.[0]?.message ?? `${error}: ${description}`;
  } catch {
    // The page of the authorization server tells engineers in its only code element.
    const [, code, why = ''] = /<code>([^<]*)<\/code>([^<]*)/.exec(text) ?? [];
    return code === undefined ? `status ${response.status}` : code + why;
  }
}

/**
 * Opens a browser without a window. Each has cookies of its own.
 *
 * @param world - the world that it browses
 * @param issuer - the base URL of the bank
 * @param userAgent - what it calls itself
 */
export async function openBrowser(world: Surroundings, issuer: URL, userAgent: string | undefined): Promise<Browser> {
  // Loaded with the first browser: its list of public suffixes is long.
  const { CookieJar } = await import('tough-cookie');
  const jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
  const origins = new Set([issuer.origin]);
  const isBank = ({ origin, pathname }: URL) => origins.has(origin) && pathname.startsWith(`${issuer.pathname}/`);

  async function request(url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers({ Accept: 'application/json', ...(init.headers as Record<string, string>) });
    if (userAgent !== undefined) headers.set('User-Agent', userAgent);
    const cookies = await jar.getCookieString(url.href);
    if (cookies !== '') headers.set('Cookie', cookies);
    const response = await world.fetch(url.href, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url.href, { ignoreError: true });
    return response;
  }

  async function arrive(start: URL, init: RequestInit): Promise<Arrival> {
    let url = start;
    let response = await request(url, init);
    for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
      const location = response.headers.get('location');
      if (location === null) return { url: url.href, screen: await screenIn(url, response) };
      const next = new URL(location, url);
      if (next.pathname === `${start.pathname}/certificate`) {
        throw new CustomerError(
          'this bank asks for the certificate in the TLS handshake, which needs a browser; start the sandbox with certificate login by picker, or drive a browser by completeLinkage of @renkei/sandbox/playwright',
        );
      }
      // A sandbox that is called by another of its names sends the browser to the issuer's.
      if (next.pathname === `${issuer.pathname}/oauth/authorize`) origins.add(next.origin);
      if (!isBank(next)) return { left: next.href };
      url = next;
      response = await request(url, {});
    }
    throw new CustomerError(`too many redirects from ${start.origin}${start.pathname}; begin again at the vendor`);
  }

  return {
    open: (url) => {
      const start = new URL(url);
      origins.add(start.origin);
      return arrive(start, {});
    },
    press: (url, submission) =>
      arrive(new URL(url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(submission),
      }),
  };
}

/** A screen again after a refusal is 422, or 409 where it had moved on. */
const statusesOfScreens = new Set([200, 409, 422]);

async function screenIn(url: URL, response: Response): Promise<Screen> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  if (isJson && statusesOfScreens.has(response.status)) return (await response.json()) as Screen;
  const why = await refusalIn(response);
  throw new CustomerError(`the bank answered no screen at ${url.origin}${url.pathname} (${why}); mend the request`);
}
