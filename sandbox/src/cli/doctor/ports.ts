import { once } from 'node:events';
import { connect } from 'node:tls';
import { type Check, type Finding, ok, problem } from './finding.ts';
import { isMissing, loopbackAddresses, mistakeAt } from './loopback.ts';
import { probe } from './probe.ts';

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Whose certificate a TLS server shows; none where no TLS is spoken. */
async function certificateAt(host: string, port: number): Promise<{ subject: string; issuer: string } | undefined> {
  const socket = connect({ host, port, rejectUnauthorized: false, timeout: 3000 });
  try {
    await Promise.race([
      once(socket, 'secureConnect'),
      once(socket, 'timeout').then(() => Promise.reject(new Error('timeout'))),
    ]);
    const { subject, issuer } = socket.getPeerCertificate();
    return { subject: String(subject.CN), issuer: String(issuer.O) };
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

/** What has taken a port. */
async function holderOf(host: string, port: number): Promise<string> {
  const certificate = await certificateAt(host, port);
  if (certificate?.issuer === 'Renkei Sandbox') return 'a sandbox';
  if (certificate) return `a TLS server (certificate of ${certificate.subject})`;
  const found = await probe(`http://${bracketed(host)}:${port}`);
  if (found.is === 'another') return found.what;
  return found.is === 'nobody' ? 'something that does not answer' : 'a sandbox';
}

async function checkPort(port: number, flag: string): Promise<Finding> {
  const check = `port ${port}`;
  if (port === 0) return ok(check, 'a free one is taken');
  const next = `stop what uses it, or choose another one with: sandbox start ${flag}`;
  for (const host of loopbackAddresses) {
    const code = await mistakeAt(host, port);
    if (code === undefined || (host !== '127.0.0.1' && isMissing(code))) continue;
    if (code !== 'EADDRINUSE') return problem(check, `cannot be listened on at ${host} (${code})`, next);
    const holder = await holderOf(host, port);
    if (holder === 'a sandbox') return ok(check, 'a sandbox runs there');
    return problem(check, `taken at ${host} by ${holder}`, next);
  }
  return ok(check, 'free');
}

/** Whether the ports are free, and if not, what has taken them. */
export const checkPorts: Check = ({ port, tlsPort }) =>
  Promise.all([checkPort(port, '--port'), checkPort(tlsPort, '--tls-port')]);
