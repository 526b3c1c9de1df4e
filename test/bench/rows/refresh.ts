import type { Row } from '../comparison.ts';
import { startSandboxProcess, startServer } from '../processes.ts';
import { linkCustomer } from '../vendor.ts';

const CHAINS = 10;
const SECONDS = 2;

/** A linkage at the token endpoint, with the refresh token that it got last. */
interface Chain {
  readonly endpoint: string;
  readonly authorization: string;
  refreshToken: string;
}

async function refreshOnce(chain: Chain): Promise<void> {
  const response = await fetch(chain.endpoint, {
    method: 'POST',
    headers: { authorization: chain.authorization },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: chain.refreshToken }),
  });
  const { refresh_token: refreshToken } = (await response.json()) as { refresh_token?: string };
  if (response.status !== 200 || !refreshToken) throw new Error(`a refresh answered ${response.status}`);
  chain.refreshToken = refreshToken;
}

/** Refreshes a second, all linkages at once. */
const throughput = (chains: readonly Chain[]) => async () => {
  const begun = performance.now();
  let refreshed = 0;
  const goOn = async (chain: Chain) => {
    while (performance.now() - begun < SECONDS * 1000) {
      await refreshOnce(chain);
      refreshed += 1;
    }
  };
  await Promise.all(chains.map(goOn));
  return (refreshed / (performance.now() - begun)) * 1000;
};

export const refresh: Row = {
  id: 'refresh',
  work: 'token refresh, 10 linkages at once',
  unit: 'requests/s',
  rounds: 7,
  open: async () => {
    const sandbox = await startSandboxProcess();
    // An app that links a customer again ends the former linkage, hence an app for each.
    const ours: Chain[] = [];
    for (let made = 0; made < CHAINS; made += 1) {
      const { issuer, clientId, clientSecret, tokens } = await linkCustomer(sandbox.origin, 'gunma', 'tanaka');
      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      const { refreshToken } = tokens;
      ours.push({ endpoint: `${issuer}/oauth/token`, authorization: `Basic ${basic}`, refreshToken });
    }
    const peer = await startServer(
      'node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs',
      (port) => ['-p', String(port)],
      '/.well-known/openid-configuration',
    );
    const theirs = ours.map((chain) => ({ ...chain, endpoint: `${peer.origin}/token`, refreshToken: 'any' }));
    return {
      ours: throughput(ours),
      against: [{ name: 'oauth2-mock-server', sample: throughput(theirs), figure: 'ratio', atLeast: 0.7 }],
      close: async () => {
        await Promise.all([sandbox.stop(), peer.stop()]);
      },
    };
  },
};
