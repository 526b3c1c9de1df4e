import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { inspect } from 'node:util';
import { ConfigurationError } from '@renkei/sdk';
import { mtlsFetch } from '@renkei/sdk/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPkcs12 } from '../../sandbox/src/pki/pkcs12.ts';
import { caught } from './caught.ts';
import { makeCertificates } from './certificates.ts';
import { FakeBank } from './fake-bank.ts';

let made: Awaited<ReturnType<typeof makeCertificates>>;
let server: Server;
let origin: string;
let connections = 0;

beforeAll(async () => {
  made = await makeCertificates();
  // As strict as a bank's own: no certificate, no answer.
  server = createServer({ ...made.server, ca: made.ca, requestCert: true }, async (request, response) => {
    const { serialNumber } = (request.socket as TLSSocket).getPeerX509Certificate() ?? {};
    if (request.url === '/silent') return;
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: '/' }).end();
    if (request.url === '/nothing') return void response.writeHead(204, { 'set-cookie': ['a=1', 'b=2'] }).end();
    const chunks: Buffer[] = await request.toArray();
    const { method, headers } = request;
    response.end(JSON.stringify({ serialNumber, method, headers, body: Buffer.concat(chunks).toString() }));
  });
  server.on('secureConnection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close().closeAllConnections();
});

const showing = () => mtlsFetch({ ...made.certificate, ca: made.ca });
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('mtlsFetch', () => {
  test('shows the certificate, and sends method, headers and body as they are', async () => {
    const body = new URLSearchParams({ code: 'あ' });
    const answer = await json(await showing()(new Request(origin, { method: 'POST', headers: { dpop: 'p' }, body })));
    expect(answer).toMatchObject({
      serialNumber: new X509Certificate(made.certificate.cert).serialNumber,
      method: 'POST',
      headers: {
        dpop: 'p',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        'content-length': String(body.toString().length),
      },
      body: body.toString(),
    });
  });

  test('takes a PKCS#12 file with its passphrase', async () => {
    const { cert: certificatePem, key: privateKeyPem } = made.certificate;
    const file = {
      certificatePem,
      privateKeyPem,
      authorityPem: made.ca,
      friendlyName: 'テスト',
      passphrase: 'opensesame',
    };
    const pfx = Buffer.from(await createPkcs12(file));
    const fetch = mtlsFetch({ pfx, passphrase: 'opensesame', ca: made.ca });
    expect(await json(await fetch(new Request(origin)))).toMatchObject({ method: 'GET', body: '' });
    expect(() => mtlsFetch({ pfx, passphrase: 'wrong-secret' })).toThrow(ConfigurationError);
    expect(() => mtlsFetch({ pfx, passphrase: 'wrong-secret' })).toThrow(/^(?!.*wrong-secret).*;/);
  });

  test('keeps its connections', async () => {
    const fetch = showing();
    await json(await fetch(new Request(origin)));
    const before = connections;
    await json(await fetch(new Request(origin)));
    expect(connections).toBe(before);
  });

  test('gives an answer without a body, each of its headers, and a redirect as it is', async () => {
    const empty = await showing()(new Request(`${origin}/nothing`));
    expect([empty.status, empty.body, empty.headers.getSetCookie()]).toEqual([204, null, ['a=1', 'b=2']]);
    expect((await showing()(new Request(`${origin}/elsewhere`))).status).toBe(302);
  });

  test('stops when the request is aborted', async () => {
    const controller = new AbortController();
    const request = new Request(`${origin}/silent`, { signal: controller.signal });
    const waiting = caught(showing()(request));
    controller.abort();
    expect(await waiting).toMatchObject({ name: 'AbortError' });
  });

  test('does not trust a server that its CA does not know', async () => {
    const fetch = mtlsFetch(made.certificate);
    expect(await caught(fetch(new Request(origin)))).toMatchObject({
      code: expect.stringMatching(/CERT|ISSUER|SIGNATURE/),
    });
  });

  test.each<[string, () => Parameters<typeof mtlsFetch>[0]]>([
    ['nothing', () => ({})],
    ['no key', () => ({ cert: made.certificate.cert })],
    ['no PEM', () => ({ cert: 'secret-cert', key: 'secret-key' })],
    ['the key of another', () => ({ cert: made.certificate.cert, key: made.another.key })],
    ['a file that is no PKCS#12', () => ({ pfx: Buffer.from('secret-file') })],
  ])('with %s is a ConfigurationError that quotes nothing', (_, certificate) => {
    expect(() => mtlsFetch(certificate())).toThrow(ConfigurationError);
    expect(() => mtlsFetch(certificate())).toThrow(/^(?!.*(secret-|BEGIN)).*;/);
  });

  test('shows nothing of the key when it is printed', () => {
    const fetch = showing();
    expect(inspect(fetch, { depth: 20, showHidden: true })).not.toContain(made.certificate.key.slice(40, 80));
    expect(JSON.stringify({ fetch })).toBe('{}');
  });
});

describe('a BankLink over it', () => {
  test('tells a refused handshake and a lost connection as a NetworkError with the system’s word', async () => {
    const silent = createTcpServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, 'localhost', resolve));
    const { port } = silent.address() as AddressInfo;
    for (const [issuer, fetch] of [
      [origin, mtlsFetch(made.certificate)],
      [`https://localhost:${port}`, showing()],
    ] as const) {
      const error = await caught(new FakeBank(issuer).link({ fetch }).start());
      expect(error).toMatchObject({ code: 'network', message: expect.stringMatching(/\([A-Z_]+\)/) });
    }
    silent.close();
  });

  test('times out', async () => {
    const fake = new FakeBank(`${origin}/silent`);
    const asked: string[] = [];
    const fetch = (request: Request) => {
      asked.push(request.url);
      return showing()(new Request(`${origin}/silent`, request));
    };
    expect(await caught(fake.link({ fetch, timeout: 100 }).start())).toMatchObject({ code: 'timeout' });
    expect(asked).toHaveLength(1);
  });
});
