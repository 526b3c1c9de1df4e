import { control } from './control.ts';
import { oauth } from './oauth.ts';
import { screens } from './screens.ts';
import { services } from './services.ts';
import { openSandbox, openStage, type Plays } from './stage.ts';

/** The plays of each description. */
export const plays: Readonly<Record<'bank' | 'sandbox', Plays>> = {
  bank: { ...oauth, ...screens, ...services },
  sandbox: control,
};

/** An answer of the sandbox, as a description shows it. */
export interface Recorded {
  readonly status: number;
  readonly mediaType: string;
  readonly headers: Headers;
  /** The body: parsed where it is JSON; none where it is empty. */
  readonly value: unknown;
}

/** Nobody reads a key or a certificate, and what looks for secrets in a repository would take them for some. */
const shortened = (text: string): string => text.replace(/(-----BEGIN [^-]+-----\n)[\s\S]+?(\n-----END)/g, '$1…$2');

async function recorded(response: Response): Promise<Recorded> {
  const { status, headers } = response;
  const mediaType = headers.get('content-type')?.split(';')[0] ?? '';
  const text = await response.text();
  const value = mediaType.endsWith('json')
    ? JSON.parse(text, (_, one) => (typeof one === 'string' ? shortened(one) : one))
    : shortened(text);
  const isEmpty = text === '' || headers.has('location');
  return { status, mediaType, headers, value: isEmpty ? undefined : value };
}

/** Plays everything on a sandbox of its own; gives the answers by the names of their examples. */
export async function record(all: Plays): Promise<ReadonlyMap<string, Recorded>> {
  const sandbox = await openSandbox();
  const answers = new Map<string, Recorded>();
  try {
    for (const [name, play] of Object.entries(all)) {
      answers.set(name, await recorded(await play(await openStage(sandbox))));
    }
  } finally {
    await sandbox.close();
  }
  return answers;
}

/** Members whose values are others in each run, or follow real time. */
const changing = new Set(['requestId', 'number', 'after', 'cursor', 'offset', 'ms', 'time', 'wait', 'notAfter']);

/** What in a text is another in each run: tokens, ids (that may begin with a hyphen), keys and digests, real time. */
const changingTexts: readonly RegExp[] = [
  /\bsandbox[_-](?:at_|rt_)?[\w-]{32,}|\b(?:fault|client)-[\w-]{8,12}/g,
  /\b[0-9a-f]{64}\b|(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{21,}/g,
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g,
  /"(?:number|ms)":\d+|^id: \d+|\(\d+ ms\)|\bsecret=\w+/gm,
];

/** A value without what is another in each run. */
export function steady(value: unknown, member = ''): unknown {
  if (changing.has(member) && typeof value !== 'object') return '…';
  if (typeof value === 'string') return changingTexts.reduce((text, one) => text.replace(one, '…'), value);
  // The headers of a HAR: their values have no better name than `value`.
  if (Array.isArray(value)) return value.map((item) => steady(member === 'headers' ? item.name : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, steady(one, name)]));
}
