import { openBrowser } from './browser.ts';
import { CustomerError, callbackUrlOf, type Walk } from './errors.ts';
import type { LinkOptions } from './options.ts';
import type { Screen } from './screen.ts';
import { type Script, writeScript } from './script.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A test customer who walks the real screens of a linkage by himself, in a browser without a window.
 *
 * @example
 * ```ts
 * import type { ScriptedCustomer } from '@renkei/sandbox';
 *
 * const tanaka: ScriptedCustomer = sandbox.customer('mizuho', 'tanaka');
 * const callbackUrl = await tanaka.link(url);
 * ```
 */
export interface ScriptedCustomer {
  /** His bank. */
  readonly bank: string;
  /** His login ID. */
  readonly loginId: string;
  /** Base URL of the bank. */
  readonly issuer: string;
  /**
   * Walks a linkage to its end.
   *
   * @param url - the vendor's authorization request
   * @returns the callback URL: with a code or, after a refusal by the customer, with an error
   * @throws LinkageStoppedError when it stops at a screen, CustomerError when the customer cannot do what he is told
   * @example
   * ```ts
   * import { createSandbox } from '@renkei/sandbox';
   * import { BankLink } from '@renkei/sdk';
   *
   * const sandbox = await createSandbox();
   * const customer = sandbox.customer('mizuho', 'tanaka');
   * const { client_id: clientId, client_secret: clientSecret } = await sandbox.registerClient({
   *   client_name: '例の会計',
   *   redirect_uris: ['http://localhost:3000/callback'],
   * });
   * const bank = new BankLink({
   *   issuer: customer.issuer,
   *   clientId,
   *   clientSecret,
   *   redirectUri: 'http://localhost:3000/callback',
   *   fetch: sandbox.fetch,
   * });
   * const { url, pending } = await bank.start();
   * const linkage = await bank.complete(await customer.link(url), pending);
   * ```
   */
  link(url: string | URL, options?: LinkOptions): Promise<string>;
  /**
   * Walks a linkage to wherever it ends. A stop is an answer here, not an error.
   *
   * @throws CustomerError when the customer cannot do what he is told
   * @example
   * ```ts
   * const { screen, reason } = await sandbox.customer('gunma', 'sato').walk(url, { wrongPassword: 5 });
   * console.log(reason, screen?.errors); // refused, login_locked
   * ```
   */
  walk(url: string | URL, options?: LinkOptions): Promise<Walk>;
  /**
   * What he does on each screen, for who walks the screens by other means. One script is for one linkage.
   *
   * @throws CustomerError when there is no such customer
   * @example
   * ```ts
   * const script = await sandbox.customer('gunma', 'sato').script({ services: ['balances'] });
   * ```
   */
  script(options?: LinkOptions): Promise<Script>;
}

/** More buttons than these are a linkage that goes round in circles. */
const MOST_STEPS = 1000;

function authorizationRequest(url: string | URL, issuer: URL): string {
  const parsed = URL.parse(String(url));
  if (parsed?.pathname === `${issuer.pathname}/oauth/authorize`) return parsed.href;
  const got = parsed === null ? String(url) : `${parsed.origin}${parsed.pathname}`;
  throw new CustomerError(
    `${got} is no authorization request of this bank; give the URL that your OAuth client made, which begins with ${issuer.href}/oauth/authorize`,
  );
}

/**
 * A customer who walks by himself.
 *
 * @param world - the world that he lives in
 * @param bank - the bank
 * @param loginId - who he is
 */
export function scriptedCustomer(world: Surroundings, bank: string, loginId: string): ScriptedCustomer {
  const issuerOf = () => new URL(`${world.origin}/${encodeURIComponent(bank)}`);

  async function script(options: LinkOptions = {}): Promise<Script> {
    const me = await world.findCustomer(bank, loginId);
    if (me) return writeScript(world, me, options);
    const customers = await world.customers(bank);
    const known = customers.map((one) => one.loginId).join(', ') || 'nobody: there is no such bank';
    throw new CustomerError(`${bank} has no customer ${loginId}; choose among ${known}`);
  }

  async function walk(url: string | URL, options: LinkOptions = {}): Promise<Walk> {
    const issuer = issuerOf();
    const start = authorizationRequest(url, issuer);
    const { next } = await script(options);
    const browser = await openBrowser(world, issuer, options.userAgent);
    const screens: Screen[] = [];
    let arrival = await browser.open(start);
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      if ('left' in arrival) return { callbackUrl: arrival.left, screens };
      const { url: linkageUrl, screen } = arrival;
      screens.push(screen);
      const step = await next(screen);
      if ('stop' in step) return { screen, reason: step.stop, linkageUrl, screens };
      arrival = await browser.press(linkageUrl, { action: step.press, values: step.values, screen: screen.id });
    }
    const last = screens.slice(-5).map(({ id }) => id);
    throw new CustomerError(`the linkage does not end (… ${last.join(', ')}); report it as a fault of the sandbox`);
  }

  return {
    bank,
    loginId,
    get issuer() {
      return issuerOf().href;
    },
    walk,
    script,
    link: async (url, options) => callbackUrlOf(await walk(url, options)),
  };
}
