export { FileTokenStore } from './file-token-store.ts';
