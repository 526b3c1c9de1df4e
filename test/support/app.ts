import type { SandboxWorld } from '@renkei/sandbox';
import { BankLink } from '@renkei/sdk';
import { CALLBACK, REGISTRATION } from './sandbox.ts';

/** A vendor's app at a bank of a world: a fresh client, on the SDK, that speaks to the world as the world says. */
export async function createApp(
  world: SandboxWorld,
  bank: string,
  metadata: Record<string, unknown> = {},
  fetch: typeof globalThis.fetch = world.fetch,
): Promise<BankLink> {
  const client = await world.registerClient({ ...REGISTRATION, ...metadata });
  const { client_id: clientId, client_secret: clientSecret = '' } = client;
  return new BankLink({ issuer: `${world.origin}/${bank}`, clientId, clientSecret, redirectUri: CALLBACK, fetch });
}

/** Begins a linkage with a fresh client, and forgets it: for tests of the screens alone. */
export async function requestAt(world: SandboxWorld, bank: string, metadata: Record<string, unknown> = {}) {
  return (await (await createApp(world, bank, metadata)).start()).url;
}
