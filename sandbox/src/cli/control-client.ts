import { Command } from 'commander';
import { routes } from '../http/routes.ts';

/** A command that cannot be carried out; the message says why and what to do. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** How to reach a sandbox that is running. */
export interface ConnectionOptions {
  readonly url: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** A command that speaks to a running sandbox, with the options that all of them share. */
export function controlCommand(name: string): Command {
  return new Command(name)
    .option('--url <origin>', 'where the sandbox is', process.env.RENKEI_SANDBOX_URL ?? 'http://localhost:4400')
    .option('--token <token>', 'the token that `start --host` printed', process.env.RENKEI_SANDBOX_TOKEN)
    .option('--json', 'print JSON');
}

/**
 * Asks the control API, whatever it answers.
 *
 * @throws {@link CommandError} when there is no sandbox
 */
export async function askControl(
  options: ConnectionOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const base = URL.parse(options.url);
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw new CommandError(`--url ${options.url} is not a URL; expected something like http://localhost:4400`);
  }
  const headers: Record<string, string> = {};
  if (options.token) headers.Authorization = `Bearer ${options.token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    // Below the path of a world, where the URL has one.
    const url = `${base.origin}${base.pathname.replace(/\/+$/, '')}${routes.controlBase}${path}`;
    return await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch {
    throw new CommandError(`there is no sandbox at ${base.origin}; start one with: npx sandbox start`);
  }
}

/**
 * Calls the control API.
 *
 * @param options - where it is
 * @param method - HTTP method
 * @param path - below `/sandbox/v1`
 * @param body - sent as JSON
 * @throws {@link CommandError} when there is no sandbox or it refuses
 */
export async function callControl<T>(
  options: ConnectionOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await askControl(options, method, path, body);
  if (response.status === 204) return undefined as T;
  const answer = (await response.json().catch(() => undefined)) as (T & { detail?: string }) | undefined;
  if (answer === undefined) throw new CommandError(`what answers at ${options.url} is not a sandbox; set --url`);
  if (!response.ok) throw new CommandError(answer.detail ?? `the sandbox answered ${response.status}`);
  return answer;
}

/** Prints an answer: as JSON when asked for, otherwise as text. */
export function print(options: ConnectionOptions, answer: unknown, text: () => string): void {
  console.log(options.json ? JSON.stringify(answer, null, 2) : text());
}
