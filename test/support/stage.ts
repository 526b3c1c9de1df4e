import type { Sandbox } from '@renkei/sandbox';
import { BankLink, MemoryTokenStore } from '@renkei/sdk';
import { CALLBACK } from './sandbox.ts';
import { createVisitor, type Screen, type Visitor } from './visitor.ts';

/** Screens that a linkage is brought to, by someone who gets there. */
export const stops = [
  ['gunma', 'tanaka', 'entry'],
  ['gunma', 'tanaka', 'service-selection'],
  ['gunma', 'tanaka', 'inquiry-pin-registration'],
  ['gunma', 'tanaka', 'inquiry-pin-registration-result'],
  ['gunma', 'tanaka', 'consent'],
  ['sorachi', 'kobayashi', 'certificate-selection'],
  ['sorachi', 'kobayashi', 'certificate-password'],
  ['sorachi', 'kobayashi', 'additional-authentication'],
  ['miyakojima', 'inoue', 'inquiry-pin-registration'],
  ['gunken', 'abe', 'one-time-password'],
  ['mizuho', 'sato', 'one-time-password'],
  ['mizuho', 'tanaka', 'inquiry-pin-registration'],
  ['mizuho', 'watanabe', 'ended'],
] as const;

/** A bank in the middle of its work: a customer linked, another one on the way, and what they and the vendor know. */
export interface Stage {
  /** The browser of who is on the way. */
  readonly visitor: Visitor;
  /** Values by name, for the marks of a request. */
  readonly known: Readonly<Record<string, string>>;
  /** Of them, those that no answer of refusal may hold. */
  readonly secrets: readonly string[];
}

/** Walks a linkage in a browser up to a screen, and leaves it there. */
async function walkTo(
  sandbox: Sandbox,
  visitor: Visitor,
  start: string,
  [bank, loginId, stopAt]: (typeof stops)[number],
): Promise<string> {
  const script = await sandbox.customer(bank, loginId).script();
  const url = new URL((await visitor.request(start)).headers.get('location') ?? '', start).href;
  let screen = await visitor.see(url);
  for (let steps = 0; screen.id !== stopAt; steps += 1) {
    const step = await script.next(screen);
    if ('stop' in step || steps > 20) throw new Error(`${bank} ${loginId} stops at ${screen.id}, before ${stopAt}`);
    const response = await visitor.press(url, step.press, step.values as never, screen.id);
    screen = (await response.json()) as Screen;
  }
  return url;
}

/** Sets the stage anew. */
export async function setStage(sandbox: Sandbox, stop: (typeof stops)[number]): Promise<Stage> {
  await sandbox.reset();
  const registration = { client_name: 'テスト会計', redirect_uris: [CALLBACK] };
  const { client_id: clientId, client_secret: clientSecret = '' } = await sandbox.registerClient(registration);
  const tokenStore = new MemoryTokenStore();
  const bankAt = (bank: string) => {
    const issuer = `${sandbox.origin}/${bank}`;
    return new BankLink({ issuer, clientId, clientSecret, redirectUri: CALLBACK, tokenStore, fetch: sandbox.fetch });
  };
  const gunma = bankAt('gunma');
  const { url, pending } = await gunma.start();
  const { id } = await gunma.complete(await sandbox.customer('gunma', 'sato').link(url), pending);
  const tokens = await tokenStore.get(id);
  const visitor = createVisitor((input, init) => sandbox.fetch(input, init));
  const linkage = await walkTo(sandbox, visitor, (await bankAt(stop[0]).start()).url, stop);
  const page = await (await visitor.request(linkage, { headers: { Accept: 'text/html' } })).text();
  const known = {
    clientId,
    clientSecret,
    basic: btoa(`${clientId}:${clientSecret}`),
    accessToken: tokens?.accessToken ?? '',
    refreshToken: tokens?.refreshToken ?? '',
    linkageId: linkage.split('/').at(-1) ?? '',
    csrfToken: /name="csrfToken" value="([^"]+)"/.exec(page)?.[1] ?? '',
  };
  const { clientId: _, linkageId: __, csrfToken: ___, ...secrets } = known;
  return { visitor, known, secrets: Object.values(secrets) };
}
