import packageJson from '../../../package.json' with { type: 'json' };
import { type Check, ok, problem, warning } from './finding.ts';
import { probe } from './probe.ts';

const check = 'sandbox';

/** Whether a sandbox runs where the other commands look for it. */
export const checkRunning: Check = async ({ url, urlIsGiven, token }) => {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    return [problem(check, `--url ${url} is not a URL`, 'give one like http://localhost:4400')];
  }
  const found = await probe(url, token);
  if (found.is === 'sandbox' && found.version === packageJson.version) {
    return [ok(check, `${found.version} runs at ${url}, world ${found.world}`)];
  }
  if (found.is === 'sandbox') {
    const message = `${found.version} runs at ${url}, this command is ${packageJson.version}`;
    return [warning(check, message, 'stop it and start it again')];
  }
  if (found.is === 'refusal') return [problem(check, `at ${url}: ${found.reason}`, 'check --url and --token')];
  if (found.is === 'another') {
    return [problem(check, `what answers at ${url} is ${found.what}`, 'start the sandbox on another port; set --url')];
  }
  if (!urlIsGiven) return [ok(check, `none runs at ${url}; start one with: npx sandbox start`)];
  return [problem(check, `none runs at ${url}`, 'start one with: npx sandbox start; or set --url')];
};
