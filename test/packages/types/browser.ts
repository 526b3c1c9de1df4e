// A vendor's page in a browser: without the types of Node.js.
import { BankLink, type LinkageStatus, NetworkError } from '@renkei/sdk';
import { dpop, generateDpopKey } from '@renkei/sdk/fapi2';
import openapi from '@renkei/sdk/openapi.json';

export async function connect(issuer: string): Promise<void> {
  const redirectUri = `${location.origin}/callback`;
  const bank = new BankLink({ issuer, clientId: 'my-app', redirectUri, dpop: dpop(await generateDpopKey()) });
  const { url, pending } = await bank.start();
  sessionStorage.setItem('pending', JSON.stringify(pending));
  // @ts-expect-error: a string, not any
  const text: number = url;
  location.assign(url + text);
}

export const daysLeft = (status: LinkageStatus): number => status.daysLeft;
export const isOffline = (error: unknown): boolean => error instanceof NetworkError;
export const version: string = openapi.info.version;
