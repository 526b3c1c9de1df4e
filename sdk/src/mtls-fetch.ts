import type { IncomingMessage } from 'node:http';
import { Agent, request as open } from 'node:https';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { ConfigurationError } from './request-errors.ts';

/**
 * The certificate that {@link mtlsFetch} shows: `cert` and `key` in PEM, or both in a PKCS#12 file (`pfx`).
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import type { ClientCertificate } from '@renkei/sdk/node';
 *
 * const certificate: ClientCertificate = { cert: readFileSync('client.pem'), key: readFileSync('client-key.pem') };
 * ```
 */
export interface ClientCertificate {
  /** The certificate in PEM, with its chain if the bank wants it. */
  cert?: string | Buffer | undefined;
  /** Its private key in PEM. */
  key?: string | Buffer | undefined;
  /** A PKCS#12 file, instead of `cert` and `key`. */
  pfx?: Buffer | undefined;
  /** Of `key` or `pfx`. */
  passphrase?: string | undefined;
  /** The CA of the bank's server, when it is none that Node.js knows: a sandbox's. */
  ca?: string | Buffer | undefined;
}

/**
 * A `fetch` for a `BankLink` that shows a client certificate (mutual TLS, RFC 8705) to every `https:` server, over kept
 * connections. `http:`, which a `BankLink` allows on loopback only, goes by the global `fetch`. For another way, such as
 * the dispatcher of undici or a proxy, give the `BankLink` a `fetch` of your own.
 *
 * Throws {@link ConfigurationError} when the certificate, the key or the passphrase is wrong.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { BankLink } from '@renkei/sdk';
 * import { privateKeyJwt } from '@renkei/sdk/fapi2';
 * import { mtlsFetch } from '@renkei/sdk/node';
 *
 * const bank = new BankLink({
 *   issuer: 'http://localhost:4400/gunma',
 *   apiUrl: 'https://localhost:4443/gunma',
 *   clientId: 'fapi2-accounting',
 *   redirectUri: 'http://localhost:3000/callback',
 *   clientAuthentication: privateKeyJwt({ key: JSON.parse(process.env.CLIENT_KEY ?? '{}') }),
 *   mutualTls: true,
 *   fetch: mtlsFetch({ cert: readFileSync('client.pem'), key: readFileSync('client-key.pem'), ca: readFileSync('ca.pem') }),
 * });
 * ```
 */
export function mtlsFetch(certificate: ClientCertificate): (request: Request) => Promise<Response> {
  const agent = new Agent({ keepAlive: true, secureContext: contextOf(certificate) });
  return async (request) => {
    if (new URL(request.url).protocol !== 'https:') return fetch(request);
    const body = Buffer.from(await request.arrayBuffer());
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, signal } = request;
      const headers = {
        ...Object.fromEntries(request.headers),
        ...(body.length > 0 && { 'content-length': body.length }),
      };
      open(request.url, { agent, method, headers, signal }, resolve).once('error', reject).end(body);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    return new Response(chunks.length > 0 ? Buffer.concat(chunks) : null, { status: answer.statusCode ?? 0, headers });
  };
}

function contextOf(certificate: ClientCertificate) {
  const { cert, key, pfx } = certificate;
  if (!pfx && !(cert && key)) {
    throw new ConfigurationError('mtlsFetch needs cert and key, or pfx; give the certificate that the bank registered');
  }
  try {
    return createSecureContext({ ...certificate, minVersion: 'TLSv1.2' } as SecureContextOptions);
  } catch {
    // What OpenSSL says could quote the key.
    throw new ConfigurationError(
      'mtlsFetch cannot read the certificate; cert and key must be PEM and belong together, pfx be PKCS#12, and passphrase theirs',
    );
  }
}
