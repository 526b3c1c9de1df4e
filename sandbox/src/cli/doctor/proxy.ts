import { type Check, problem, warning } from './finding.ts';

const check = 'proxy';
const variables = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

/** A variable of the environment, in capitals or not. */
const variable = (name: string): string | undefined => process.env[name] || process.env[name.toLowerCase()];

const usesEnvironment = (): boolean =>
  process.env.NODE_USE_ENV_PROXY === '1' ||
  [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((text) => text.includes('--use-env-proxy'));

/** Whether a proxy would swallow what is sent to localhost. Its URL is not told: it may have a password. */
export const checkProxy: Check = () => {
  const set = variables.filter((name) => variable(name));
  const exempt = (variable('NO_PROXY') ?? '').split(/[\s,]+/);
  if (set.length === 0 || exempt.includes('*') || exempt.includes('localhost')) return [];
  const message = `${set.join(', ')} is set, and NO_PROXY does not name localhost`;
  const next = 'export NO_PROXY=localhost,127.0.0.1,::1';
  if (usesEnvironment()) return [problem(check, `${message}: Node.js asks the proxy for the sandbox`, next)];
  return [warning(check, `${message}: curl and other programs ask the proxy for the sandbox`, next)];
};
