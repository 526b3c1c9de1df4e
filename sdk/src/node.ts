/**
 * What needs Node.js: a token store of files, and a `fetch` that shows a client certificate.
 *
 * @packageDocumentation
 */

export { FileTokenStore } from './file-token-store.ts';
export type { ClientCertificate } from './mtls-fetch.ts';
export { mtlsFetch } from './mtls-fetch.ts';
