import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Authority,
  createAuthority,
  createRevocationList,
  type IssuedCertificate,
  issueClientCertificate,
  issueServerCertificate,
} from '../../sandbox/src/pki/authority.ts';
import { openssl } from './openssl.ts';

const DAY = 86_400_000;
const now = new Date('2026-11-20T00:00:00Z');
const at = ['-attime', String(now.getTime() / 1000)];

let authority: Authority;
let client: IssuedCertificate;

beforeAll(async () => {
  authority = await createAuthority({
    commonName: 'サンドボックス テスト認証局',
    organization: 'サンドボックス',
    serialNumber: '01',
    now,
  });
  client = await issueClientCertificate(authority, {
    commonName: '見本 花子',
    organization: '株式会社テスト商店, "東"',
    serialNumber: '00F1A2',
    notBefore: now,
    notAfter: new Date(now.getTime() + 365 * DAY),
  });
});

describe('createAuthority', () => {
  test('makes a root of 20 years that may only issue end-entity certificates and CRLs', async () => {
    const root = new X509Certificate(authority.certificatePem);
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(root.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(root.validToDate).toEqual(new Date('2046-11-20T00:00:00Z'));

    const { output } = await openssl(['x509', '-in', 'ca.pem', '-noout', '-text'], {
      'ca.pem': authority.certificatePem,
    });
    expect(output).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(output).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/);
    expect(output).toContain('Subject Key Identifier');
  });

  test('names itself in UTF-8', () => {
    const root = new X509Certificate(authority.certificatePem);
    expect(root.subject).toBe('O=サンドボックス\nCN=サンドボックス テスト認証局');
  });

  test('also starts in a year whose end needs four digits', async () => {
    const late = await createAuthority({
      commonName: 'Late',
      organization: 'Test',
      serialNumber: '01',
      now: new Date('2040-01-01T00:00:00.999Z'),
    });
    expect(new X509Certificate(late.certificatePem).validToDate).toEqual(new Date('2060-01-01T00:00:00Z'));
  });

  test.each(['', '0', '0000', 'xyz', '0x01', '01 ', 'ff'.repeat(20), '7f'.repeat(21)])(
    'refuses the serial number %j',
    async (serialNumber) => {
      const options = { commonName: 'Test', organization: 'Test', serialNumber, now };
      await expect(createAuthority(options)).rejects.toThrow(RangeError);
    },
  );
});

describe('issueClientCertificate', () => {
  test('is trusted for client authentication and nothing else', async () => {
    const files = { 'ca.pem': authority.certificatePem, 'client.pem': client.certificatePem };
    const verify = ['verify', '-CAfile', 'ca.pem', '-x509_strict', ...at];
    expect(await openssl([...verify, '-purpose', 'sslclient', 'client.pem'], files)).toMatchObject({ code: 0 });
    expect(await openssl([...verify, '-purpose', 'sslserver', 'client.pem'], files)).toMatchObject({ code: 2 });
  });

  test('says what it is', () => {
    const certificate = new X509Certificate(client.certificatePem);
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(client.fingerprint);
    expect(certificate.serialNumber.toLowerCase()).toBe(client.serialNumber);
    expect(client.serialNumber).toBe('f1a2');
    expect(client.notBefore).toEqual(now);
    expect(client.notAfter).toEqual(certificate.validToDate);
  });

  test('keeps Japanese names, commas and quotation marks', async () => {
    const { O, CN } = new X509Certificate(client.certificatePem).toLegacyObject().subject;
    expect({ O, CN }).toEqual({ O: '株式会社テスト商店, "東"', CN: '見本 花子' });
    expect(client.subject).toContain('CN=見本 花子');
    const { output } = await openssl(['asn1parse', '-in', 'client.pem'], { 'client.pem': client.certificatePem });
    expect(output).toContain('UTF8STRING        :見本 花子');
  });

  test('points to the key of its authority', async () => {
    const identifier = async (name: string, pem: string) => {
      const { output } = await openssl(['x509', '-in', 'in.pem', '-noout', '-ext', name], { 'in.pem': pem });
      return /(?:[0-9A-F]{2}:){19}[0-9A-F]{2}/.exec(output)?.[0];
    };
    const subject = await identifier('subjectKeyIdentifier', authority.certificatePem);
    expect(subject).toBeDefined();
    expect(await identifier('authorityKeyIdentifier', client.certificatePem)).toBe(subject);
  });

  test('can be expired or not valid yet', async () => {
    for (const [start, end, reason] of [
      [-400, -1, 'certificate has expired'],
      [1, 400, 'certificate is not yet valid'],
    ] as const) {
      const { certificatePem } = await issueClientCertificate(authority, {
        commonName: 'テスト',
        organization: 'テスト',
        serialNumber: '05',
        notBefore: new Date(now.getTime() + start * DAY),
        notAfter: new Date(now.getTime() + end * DAY),
      });
      const files = { 'ca.pem': authority.certificatePem, 'client.pem': certificatePem };
      const { code, output } = await openssl(['verify', '-CAfile', 'ca.pem', ...at, 'client.pem'], files);
      expect(code).toBe(2);
      expect(output).toContain(reason);
    }
  });

  test('of an authority of the same name is not trusted', async () => {
    const stranger = await createAuthority({
      commonName: 'サンドボックス テスト認証局',
      organization: 'サンドボックス',
      serialNumber: '01',
      now,
    });
    const files = { 'ca.pem': stranger.certificatePem, 'client.pem': client.certificatePem };
    expect((await openssl(['verify', '-CAfile', 'ca.pem', ...at, 'client.pem'], files)).code).toBe(2);
  });
});

describe('issueServerCertificate', () => {
  test('is trusted for its names and addresses, for at most 397 days', async () => {
    const hosts = ['localhost', 'bank.test', '127.0.0.1', '::1'];
    const server = await issueServerCertificate(authority, { hosts, serialNumber: '02', now });
    const certificate = new X509Certificate(server.certificatePem);
    expect(certificate.checkHost('bank.test')).toBe('bank.test');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificate.checkHost('other.test')).toBeUndefined();
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    const seconds = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / 1000 + 1;
    expect(seconds).toBeLessThanOrEqual((397 * DAY) / 1000);

    const files = { 'ca.pem': authority.certificatePem, 'server.pem': server.certificatePem };
    const verify = ['verify', '-CAfile', 'ca.pem', '-x509_strict', ...at, '-purpose', 'sslserver'];
    expect(await openssl([...verify, '-verify_hostname', 'localhost', 'server.pem'], files)).toMatchObject({ code: 0 });
  });

  test('needs a host', async () => {
    await expect(issueServerCertificate(authority, { hosts: [], serialNumber: '02', now })).rejects.toThrow(RangeError);
  });
});

describe('createRevocationList', () => {
  const nextUpdate = new Date(now.getTime() + 7 * DAY);
  const verify = [
    'verify',
    '-CAfile',
    'ca.pem',
    '-CRLfile',
    'list.crl',
    '-crl_check',
    '-x509_strict',
    ...at,
    'client.pem',
  ];
  const files = (list: string) => ({
    'ca.pem': authority.certificatePem,
    'client.pem': client.certificatePem,
    'list.crl': list,
  });

  test('revokes what it names', async () => {
    const revoked = [{ serialNumber: client.serialNumber, revokedAt: now }];
    const list = await createRevocationList(authority, revoked, { now, nextUpdate });
    const { code, output } = await openssl(verify, files(list));
    expect(code).toBe(2);
    expect(output).toContain('certificate revoked');
  });

  test('revokes nothing else', async () => {
    const revoked = [{ serialNumber: 'ff', revokedAt: now }];
    const list = await createRevocationList(authority, revoked, { now, nextUpdate });
    expect(await openssl(verify, files(list))).toMatchObject({ code: 0 });
  });

  test('may be empty', async () => {
    const list = await createRevocationList(authority, [], { now, nextUpdate });
    expect(await openssl(verify, files(list))).toMatchObject({ code: 0 });
  });

  test('tells its number, its times and a reason', async () => {
    const revoked = [{ serialNumber: 'f1a2', revokedAt: new Date('2026-11-19T00:00:00Z') }];
    const list = await createRevocationList(authority, revoked, { now, nextUpdate });
    const { output } = await openssl(['crl', '-in', 'list.crl', '-noout', '-text'], files(list));
    expect(output).toContain('Last Update: Nov 20 00:00:00 2026 GMT');
    expect(output).toContain('Next Update: Nov 27 00:00:00 2026 GMT');
    expect(output).toContain('Serial Number: F1A2');
    expect(output).toContain('Cessation Of Operation');
    expect(output).toMatch(new RegExp(`CRL Number:\\s+${now.getTime() / 1000}`));
  });
});
