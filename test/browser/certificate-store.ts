import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRoot } from './root.ts';

/** Whether the tools of NSS are here, the certificate store of Chromium on Linux. */
export function hasNssTools(): boolean {
  return process.platform !== 'linux' || spawnSync('certutil', ['-H']).error === undefined;
}

const POLICIES = '/etc/chromium/policies/managed';

function runAsRoot(command: string, ...args: readonly string[]): boolean {
  const [program, rest] = asRoot(command, args);
  return spawnSync(program, rest, { stdio: 'ignore' }).status === 0;
}

/** Whether a certificate store can be filled here, and Chromium told which certificate to choose. */
export function canChooseCertificates(): boolean {
  return process.platform === 'linux' && hasNssTools() && runAsRoot('mkdir', '-p', POLICIES);
}

/** A PKCS#12 file to import. */
export interface Imported {
  readonly p12: Uint8Array;
  readonly passphrase: string;
}

/**
 * Makes the certificate store of a home directory: an authority that is trusted for servers, and certificates with their keys.
 *
 * @param home - an empty directory
 */
export function fillCertificateStore(home: string, authorityPem: string, certificates: readonly Imported[]): void {
  // The second place is that of newer versions of Chromium.
  for (const place of ['.pki/nssdb', '.local/share/pki/nssdb']) {
    const directory = join(home, place);
    mkdirSync(directory, { recursive: true });
    const database = ['-d', `sql:${directory}`];
    execFileSync('certutil', [...database, '-N', '--empty-password']);
    const authority = join(home, 'authority.pem');
    writeFileSync(authority, authorityPem);
    execFileSync('certutil', [...database, '-A', '-n', 'authority', '-t', 'C,,', '-i', authority]);
    for (const { p12, passphrase } of certificates) {
      const file = join(home, 'certificate.p12');
      writeFileSync(file, p12);
      execFileSync('pk12util', [...database, '-i', file, '-W', passphrase, '-K', ''], { stdio: 'ignore' });
    }
  }
}

/**
 * Lets Chromium take the certificate of an issuer without asking, on one origin; a policy of the machine is the only way.
 *
 * @param origin - with its port, so that no other page of this machine is meant
 * @returns what takes the policy away
 */
export function chooseCertificate(origin: string, issuer: string): () => void {
  const file = `${POLICIES}/renkei-test-${new URL(origin).port}.json`;
  const rule = { pattern: origin, filter: { ISSUER: { CN: issuer } } };
  const [program, args] = asRoot('tee', [file]);
  execFileSync(program, [...args], { input: JSON.stringify({ AutoSelectCertificateForUrls: [JSON.stringify(rule)] }) });
  const remove = () => void runAsRoot('rm', '-f', file);
  process.once('exit', remove);
  return () => {
    process.off('exit', remove);
    remove();
  };
}
