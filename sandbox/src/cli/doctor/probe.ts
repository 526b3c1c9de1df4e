import { routes } from '../../http/routes.ts';

/** What answers at a URL. */
export type Answerer =
  | { readonly is: 'nobody' }
  | { readonly is: 'sandbox'; readonly version: string; readonly world: string }
  /** It would, but refuses; it says why. */
  | { readonly is: 'refusal'; readonly reason: string }
  | { readonly is: 'another'; readonly what: string };

/** Real milliseconds that an answer may take. */
const PATIENCE = 3000;

function describe({ headers, status }: Response): string {
  const server = headers.get('server') ?? headers.get('x-powered-by');
  return `an HTTP server (${server ?? `status ${status}`})`;
}

/** Asks who is there. */
export async function probe(url: string, token?: string): Promise<Answerer> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(PATIENCE);
  const path = `${url.replace(/\/+$/, '')}${routes.controlBase}${routes.control.health}`;
  let response: Response;
  try {
    response = await fetch(path, { headers, signal, redirect: 'manual' });
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? {}) as { code?: string; message?: string };
    if (code === 'ECONNREFUSED') return { is: 'nobody' };
    // The ports that the Fetch standard blocks, such as 6000.
    if (message === 'bad port') return { is: 'refusal', reason: 'browsers and Node.js do not speak to this port' };
    return { is: 'another', what: 'something that does not answer HTTP' };
  }
  const answer = (await response.json().catch(() => ({}))) as Partial<Record<string, string>>;
  const { version, world, detail } = answer;
  if (response.ok && version !== undefined && world !== undefined) return { is: 'sandbox', version, world };
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  if (isProblem && detail !== undefined) return { is: 'refusal', reason: detail };
  return { is: 'another', what: describe(response) };
}
