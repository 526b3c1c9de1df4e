import type { WorldKeys } from './marked-world.ts';

const json = { Accept: 'application/json' };
const basic = ({ clientId, clientSecret }: WorldKeys) => ({
  ...json,
  Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
});

/** What a world answers to secrets, asked by a vendor that it knows. */
async function answers(world: WorldKeys, secrets: WorldKeys, vendor: WorldKeys): Promise<Record<string, unknown>> {
  const { origin } = world;
  const post = async (path: string, body: Record<string, string>) =>
    (await fetch(`${origin}/gunma${path}`, {
      method: 'POST',
      headers: basic(vendor),
      body: new URLSearchParams(body),
    })) as Response;
  const read = await fetch(`${origin}/gunma/api/v1/accounts`, {
    headers: { Authorization: `Bearer ${secrets.accessToken}` },
  });
  const introspected = await post('/oauth/introspect', { token: secrets.accessToken });
  const linkage = await fetch(origin + secrets.linkagePath, { headers: { ...json, Cookie: secrets.linkageCookies } });
  const site = await fetch(`${origin}/gunken/ib`, { headers: { ...json, Cookie: secrets.siteCookies } });
  const code = { grant_type: 'authorization_code', code: secrets.code, code_verifier: secrets.codeVerifier };
  const redeemed = await post('/oauth/token', { ...code, redirect_uri: 'http://localhost:9999/callback' });
  const refreshed = await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: secrets.refreshToken });
  return {
    accessToken: read.status,
    introspection: ((await introspected.json()) as { active?: boolean }).active,
    linkage: linkage.status,
    site: ((await site.json()) as { id: string }).id,
    code: redeemed.status,
    refreshToken: refreshed.status,
  };
}

const closed = {
  accessToken: 401,
  introspection: false,
  linkage: 400,
  site: 'login',
  code: 400,
  refreshToken: 400,
};
const unknownVendor = { ...closed, introspection: undefined, code: 401, refreshToken: 401 };
const open = { accessToken: 200, introspection: true, linkage: 200, site: 'home', code: 200, refreshToken: 200 };

/** Tries the secrets of each world in every other one, and at last at home, where they have to open everything. */
export async function crossings(worlds: readonly WorldKeys[]): Promise<string[]> {
  const leaks: string[] = [];
  const check = async (world: WorldKeys, secrets: WorldKeys, vendor: WorldKeys, expected: object) => {
    const found = JSON.stringify(await answers(world, secrets, vendor));
    if (found === JSON.stringify(expected)) return;
    leaks.push(`secrets of ${secrets.origin} at ${world.origin}: ${found}, expected ${JSON.stringify(expected)}`);
  };
  for (const world of worlds) {
    for (const other of worlds.filter((one) => one !== world)) {
      await check(other, world, other, closed);
      await check(other, world, world, unknownVendor);
    }
  }
  for (const world of worlds) await check(world, world, world, open);
  return leaks;
}
