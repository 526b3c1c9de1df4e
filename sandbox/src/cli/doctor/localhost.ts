import { lookup } from 'node:dns/promises';
import { type Check, ok, problem, warning } from './finding.ts';
import { loopbackAddresses, mistakeAt } from './loopback.ts';

const check = 'localhost';
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** Whether `localhost` is this machine, by IPv4 and IPv6. */
export const checkLocalhost: Check = async () => {
  const found = await lookup('localhost', { all: true }).catch(() => []);
  const addresses = [...new Set(found.map(({ address }) => address))];
  const named = addresses.join(' and ');
  const hostsFile = 'put "127.0.0.1 localhost" into the hosts file';
  if (addresses.length === 0) return [problem(check, 'does not resolve', hostsFile)];
  if (!addresses.every(isLoopback)) {
    return [problem(check, `resolves to ${named}, which is not this machine`, hostsFile)];
  }
  const mistakes = await Promise.all(
    loopbackAddresses.map(async (address) => ({ address, code: await mistakeAt(address, 0) })),
  );
  const unreachable = mistakes.filter(({ address, code }) => code !== undefined && addresses.includes(address));
  if (unreachable.length > 0) {
    const which = unreachable.map(({ address, code }) => `${address} (${code})`).join(' and ');
    const next = 'take that address of localhost out of the hosts file, or let the firewall pass it';
    return [warning(check, `resolves to ${named}, and ${which} cannot be reached`, next)];
  }
  const reachable = mistakes.filter(({ code }) => code === undefined).map(({ address }) => address);
  return [ok(check, `resolves to ${named}; reachable: ${reachable.join(', ')}`)];
};
