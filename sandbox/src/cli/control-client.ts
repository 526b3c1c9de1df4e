import { Command, Option } from 'commander';
import { routes } from '../http/routes.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

/** How to reach a sandbox that is running. */
export interface ConnectionOptions {
  readonly url: string;
  readonly token?: string;
  readonly json?: boolean;
}

/**
 * A command that speaks to a running sandbox, with the options that all of them share.
 *
 * @param name - as it is called
 * @param json - what `--json` prints
 */
export function controlCommand(name: string, json = 'what the control API answers'): Command {
  return new Command(name)
    .addOption(
      new Option('--url <origin>', 'where the sandbox is, or one world of it')
        .default('http://localhost:4400')
        .env('RENKEI_SANDBOX_URL'),
    )
    .addOption(new Option('--token <token>', 'the token that `start --host` printed').env('RENKEI_SANDBOX_TOKEN'))
    .option('--json', `print ${json} as JSON`);
}

/**
 * Asks the control API, whatever it answers.
 *
 * @throws {@link CommandError} when there is no sandbox
 */
async function askControl(options: ConnectionOptions, method: string, path: string, body?: unknown): Promise<Response> {
  const base = URL.parse(options.url);
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw new CommandError(
      `--url ${options.url} is not a URL; expected something like http://localhost:4400`,
      exitCodes.usage,
    );
  }
  const headers: Record<string, string> = {};
  if (options.token) headers.Authorization = `Bearer ${options.token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    // Below the path of a world, where the URL has one.
    const url = `${base.origin}${base.pathname.replace(/\/+$/, '')}${routes.controlBase}${path}`;
    return await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch {
    throw new CommandError(
      `there is no sandbox at ${base.origin}; start one with: npx sandbox start`,
      exitCodes.unreachable,
    );
  }
}

async function answerIn<T>(options: ConnectionOptions, response: Response): Promise<T & { detail?: string }> {
  const answer = (await response.json().catch(() => undefined)) as (T & { detail?: string }) | undefined;
  if (answer !== undefined) return answer;
  throw new CommandError(`what answers at ${options.url} is not a sandbox; set --url`, exitCodes.unreachable);
}

/**
 * Asks the control API for what is not JSON, such as a file.
 *
 * @throws {@link CommandError} when there is no sandbox or it refuses
 */
export async function download(options: ConnectionOptions, path: string): Promise<Response> {
  const response = await askControl(options, 'GET', path);
  if (response.ok) return response;
  const { detail } = await answerIn<object>(options, response);
  throw new CommandError(detail ?? `the sandbox answered ${response.status}`);
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
  const answer = await answerIn<T>(options, response);
  if (!response.ok) throw new CommandError(answer.detail ?? `the sandbox answered ${response.status}`);
  return answer;
}

/** A query of what is given. */
export function queryOf(given: Readonly<Record<string, string | number | undefined>>): string {
  const members = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return members.length === 0 ? '' : `?${new URLSearchParams(members)}`;
}

/** Prints an answer: as JSON when asked for, otherwise as text. */
export function print(options: ConnectionOptions, answer: unknown, text: () => string): void {
  console.log(options.json ? JSON.stringify(answer, null, 2) : text());
}
