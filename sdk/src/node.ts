export { FileTokenStore } from './file-token-store.ts';
export type { ClientCertificate } from './mtls-fetch.ts';
export { mtlsFetch } from './mtls-fetch.ts';
