import { Agent, type RequestOptions, request as tlsRequest } from 'node:https';
import { checkAnswer, checkedFetch } from './contract.ts';

/** A client certificate with its key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

function send(url: URL, init: RequestOptions, body: Buffer): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = tlsRequest(url, init, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const headers = new Headers();
        for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
          headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '');
        }
        const { statusCode = 0 } = incoming;
        const whole = Buffer.concat(chunks);
        resolve(new Response(whole.length > 0 ? new Uint8Array(whole) : null, { status: statusCode, headers }));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * A fetch that shows a client certificate to TLS servers, as a vendor's agent would, and keeps its connections. Every
 * answer is checked against the OpenAPI description.
 *
 * @param ca - whom it trusts
 * @param certificate - what it shows; nothing when left out
 */
export function certificateFetch(ca: string, certificate?: Certificate): typeof checkedFetch {
  const agent = new Agent({ keepAlive: true, ca, ...certificate });
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.protocol === 'http:') return checkedFetch(request);
    const { method } = request;
    const headers = Object.fromEntries(request.headers);
    const response = await send(url, { agent, method, headers }, Buffer.from(await request.arrayBuffer()));
    await checkAnswer(method, request.url, response);
    return response;
  };
}
