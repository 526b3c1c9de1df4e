import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Authority,
  createAuthority,
  type IssuedCertificate,
  issueClientCertificate,
} from '../../sandbox/src/pki/authority.ts';
import { createPkcs12 } from '../../sandbox/src/pki/pkcs12.ts';
import { openssl } from './openssl.ts';

const now = new Date();
const passphrase = 'sandbox "pass" \\phrase';

let authority: Authority;
let client: IssuedCertificate;
let file: Uint8Array;

const read = (passphraseGiven: string, ...args: string[]) =>
  openssl(['pkcs12', '-in', 'client.p12', '-passin', `pass:${passphraseGiven}`, ...args], { 'client.p12': file });

beforeAll(async () => {
  authority = await createAuthority({ commonName: 'テスト認証局', organization: 'テスト', serialNumber: '01', now });
  client = await issueClientCertificate(authority, {
    commonName: '見本 花子',
    organization: 'テスト商店',
    serialNumber: '02',
    notBefore: now,
    notAfter: new Date(now.getTime() + 86_400_000),
  });
  file = await createPkcs12({
    certificatePem: client.certificatePem,
    privateKeyPem: client.privateKeyPem,
    authorityPem: authority.certificatePem,
    friendlyName: '見本 花子 (テスト)',
    passphrase,
  });
});

describe('createPkcs12', () => {
  test('uses no legacy algorithm', async () => {
    const { code, output } = await read(passphrase, '-info', '-noout');
    expect(code).toBe(0);
    expect(output).toContain('MAC: sha256, Iteration 2048');
    expect(output).toContain('PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256');
    expect(output).toContain('Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256');
  });

  test('has salts of 8 bytes, for Windows reads none of 64', () => {
    const hex = Buffer.from(file).toString('hex');
    // The parameters of PBKDF2, for the certificates and for the key; the file ends with the salt of its MAC.
    expect(hex.match(/2a864886f70d01050c30..04../g)).toEqual(Array(2).fill('2a864886f70d01050c301c0408'));
    expect(hex).toMatch(/0408.{16}02020800$/);
  });

  test('holds the certificate, its key and the authority as they were', async () => {
    const { code, output } = await read(passphrase, '-info', '-nodes');
    expect(code).toBe(0);
    const certificates = output.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    expect(certificates.map((pem) => new X509Certificate(pem).fingerprint256)).toEqual([
      new X509Certificate(client.certificatePem).fingerprint256,
      new X509Certificate(authority.certificatePem).fingerprint256,
    ]);
    const [key = ''] = output.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/) ?? [];
    expect(createPrivateKey(key).equals(createPrivateKey(client.privateKeyPem))).toBe(true);
  });

  test('pairs the key with its certificate and names both', async () => {
    const { output } = await read(passphrase, '-nodes');
    const ids = output.match(/localKeyID: [0-9A-F ]+/g) ?? [];
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(output.match(/friendlyName:/g)).toHaveLength(2);
    // openssl prints the name's low bytes only; the key's attributes are in the clear.
    const name = Buffer.from('見本 花子 (テスト)', 'utf16le').swap16();
    expect(Buffer.from(file).includes(name)).toBe(true);
  });

  test('is DER', async () => {
    const { code, output } = await openssl(['asn1parse', '-inform', 'DER', '-in', 'client.p12'], {
      'client.p12': file,
    });
    expect(code).toBe(0);
    expect(output).not.toContain('inf');
    const [, offset = ''] = /(\d+):.*OCTET STRING +\[HEX DUMP\]:30/.exec(output) ?? [];
    const inside = ['asn1parse', '-inform', 'DER', '-in', 'client.p12', '-strparse', offset];
    expect((await openssl(inside, { 'client.p12': file })).output).not.toContain('inf');
  });

  test('opens in Node', () => {
    expect(() => createSecureContext({ pfx: Buffer.from(file), passphrase })).not.toThrow();
    expect(() => createSecureContext({ pfx: Buffer.from(file), passphrase: 'wrong' })).toThrow(/mac verify failure/i);
  });

  test('stays shut without the passphrase', async () => {
    const { code, output } = await read('wrong', '-nodes');
    expect(code).not.toBe(0);
    expect(output).toContain('invalid password');
  });

  test.each(['', 'パスワード', 'tab\t'])(
    'refuses the passphrase %j, which readers encode differently',
    async (wrong) => {
      const parts = { ...client, authorityPem: authority.certificatePem, friendlyName: 'test' };
      await expect(createPkcs12({ ...parts, passphrase: wrong })).rejects.toThrow(RangeError);
    },
  );

  test('refuses PEM without a certificate or key', async () => {
    const parts = { ...client, authorityPem: authority.certificatePem, friendlyName: 'test', passphrase };
    await expect(createPkcs12({ ...parts, privateKeyPem: client.certificatePem })).rejects.toThrow(TypeError);
    await expect(createPkcs12({ ...parts, authorityPem: '' })).rejects.toThrow(TypeError);
  });
});
