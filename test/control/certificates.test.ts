import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { problemIn } from './problem.ts';

type Certificate = components['schemas']['Certificate'];
type Certificates = { certificates: Certificate[]; authority: string; passphrase: string };

let sandbox: TestSandbox;
let list: Certificates;
beforeAll(async () => {
  sandbox = await openSandbox();
  list = await certificates();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

async function certificates(): Promise<Certificates> {
  return (await (await sandbox.control('GET', '/certificates')).json()) as Certificates;
}

const download = (url: string) => sandbox.control('GET', url.slice(`${sandbox.origin}/sandbox/v1`.length));
const text = async (url: string) => (await download(url)).text();

describe('the list of certificates', () => {
  test('has every customer’s, with what the bank thinks of each', () => {
    const ofGunma = list.certificates.filter(({ bank }) => bank === 'gunma');
    const states = Object.fromEntries(ofGunma.map(({ id, loginId, state }) => [id, `${loginId} ${state}`]));
    expect(states).toEqual({
      'suzuki-valid': 'suzuki valid',
      'suzuki-expired': 'suzuki expired',
      'suzuki-revoked': 'suzuki revoked',
      'suzuki-not-yet': 'suzuki not-yet-valid',
      'suzuki-foreign': 'suzuki foreign',
      'suzuki-no-client-auth': 'suzuki not-for-clients',
      'takahashi-valid': 'takahashi valid',
    });
    expect(list.passphrase).toBe('sandbox');
    expect(list.authority).toBe(`${sandbox.origin}/sandbox/v1/certificates/ca.pem`);
  });

  test('follows the world’s clock', async () => {
    await sandbox.advance('P40D');
    const later = await certificates();
    expect(later.certificates.find(({ id }) => id === 'suzuki-not-yet')?.state).toBe('valid');
    await sandbox.advance('P2Y');
    const last = await certificates();
    expect(new Set(last.certificates.map(({ state }) => state))).toEqual(
      new Set(['expired', 'revoked', 'foreign', 'not-for-clients']),
    );
    await sandbox.control('PUT', '/clock', { now: '2026-11-20T09:00:00+09:00' });
  });
});

describe('the files of a certificate', () => {
  test('are the certificate and its key, which belong together', async () => {
    for (const { files, fingerprint, notBefore, notAfter } of list.certificates) {
      const certificate = new X509Certificate(await text(files.pem));
      expect(certificate.checkPrivateKey(createPrivateKey(await text(files.key)))).toBe(true);
      expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(fingerprint);
      expect([Date.parse(notBefore), Date.parse(notAfter)]).toEqual([
        certificate.validFromDate.getTime(),
        certificate.validToDate.getTime(),
      ]);
    }
  });

  test('are signed by the sandbox’s authority, but for the foreign one', async () => {
    const authority = new X509Certificate(await text(list.authority));
    expect(authority.ca).toBe(true);
    for (const { files, state } of list.certificates) {
      const certificate = new X509Certificate(await text(files.pem));
      expect(certificate.verify(authority.publicKey)).toBe(state !== 'foreign');
    }
  });

  test('hold the same in PKCS#12, which opens by the passphrase', async () => {
    for (const { files } of list.certificates) {
      const response = await download(files.p12);
      expect(response.headers.get('content-type')).toBe('application/x-pkcs12');
      const pfx = Buffer.from(await response.arrayBuffer());
      expect(() => createSecureContext({ pfx, passphrase: list.passphrase })).not.toThrow();
      expect(() => createSecureContext({ pfx, passphrase: 'other' })).toThrow();
    }
  });

  test.each([
    ['suzuki-valid.p12', 'application/x-pkcs12'],
    ['suzuki-valid.pem', 'application/x-pem-file'],
    ['suzuki-valid.key', 'application/x-pem-file'],
    ['ca.pem', 'application/x-pem-file'],
  ])('are downloaded under their name: %s', async (file, type) => {
    const response = await sandbox.control('GET', `/certificates/${file}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')?.split(';')[0]).toBe(type);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${file}`);
  });
});

describe('a file that there is not', () => {
  test.each(['nobody.p12', 'nobody.pem', 'nobody.key', 'ca.key', 'ca.p12', 'SUZUKI-VALID.pem'])(
    'is answered with a 404 that is no download: %s',
    async (file) => {
      const response = await sandbox.control('GET', `/certificates/${file}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-disposition')).toBeNull();
      expect(await problemIn(response)).toMatchObject({ code: 'certificate_not_found' });
    },
  );

  test.each([
    'suzuki-valid',
    'suzuki-valid.crt',
    '.pem',
    '..%2Fca.pem',
    'a.b.pem',
    'suzuki-valid.pem%00',
    `${'a'.repeat(65)}.pem`,
  ])('is answered with a 400 where its name is none: %s', async (file) => {
    const response = await sandbox.control('GET', `/certificates/${file}`);
    expect(response.status).toBe(400);
    expect(await problemIn(response)).toMatchObject({ errors: [{ location: 'path/file' }] });
  });
});

describe('a certificate for a vendor that cannot be issued', () => {
  test.each<[string, unknown, string]>([
    ['without a name', {}, 'body/commonName'],
    ['with an empty name', { commonName: '' }, 'body/commonName'],
    ['with a long name', { commonName: 'x'.repeat(65) }, 'body/commonName'],
    ['with an odd host', { commonName: 'x', dnsNames: ['a b'] }, 'body/dnsNames/0'],
    ['with what it does not know', { commonName: 'x', days: 1 }, 'body/days'],
    ['out of a list', [], 'body'],
  ])('is told what was expected %s', async (_, body, location) => {
    const response = await sandbox.control('POST', '/certificates', body);
    expect(response.status).toBe(400);
    const { code, errors } = await problemIn(response);
    expect(code).toBe('invalid_request');
    expect(errors?.map((error) => error.location)).toContain(location);
  });
});
