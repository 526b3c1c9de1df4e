// Bare oidc-provider with its in-memory adapter and two interactions, whose screens are JSON:  node oidc-provider.ts PORT
import express from 'express';
import { Provider } from 'oidc-provider';
import { CALLBACK } from '../vendor.ts';

const port = Number(process.argv[2]);
const issuer = `http://localhost:${port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'bench',
      client_secret: 'bench-secret',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
  ],
  scopes: ['balances', 'transactions', 'deposits'],
  pkce: { required: () => true },
  findAccount: async (_ctx, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
  issueRefreshToken: async () => true,
  interactions: { url: (_ctx, { uid }) => `/link/${uid}` },
  features: { devInteractions: { enabled: false } },
});
const app = express();
app.get('/sandbox/v1/health', (_req, res) => void res.json({ status: 'ok' }));
app.get('/link/:uid', async (req, res) => {
  const { prompt } = await provider.interactionDetails(req, res);
  res.json({ id: prompt.name });
});
app.post('/link/:uid', express.json(), async (req, res) => {
  const { prompt, params } = await provider.interactionDetails(req, res);
  if (prompt.name === 'login') {
    await provider.interactionFinished(req, res, { login: { accountId: req.body.values.loginId } });
    return;
  }
  const { session } = await provider.interactionDetails(req, res);
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: params.client_id as string });
  grant.addOIDCScope(String(params.scope));
  await provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } });
});
app.get('/api/v1/accounts', async (req, res) => {
  const token = await provider.AccessToken.find(String(req.headers.authorization).slice('Bearer '.length));
  res.status(token ? 200 : 401).json({ accounts: [] });
});
app.use(provider.callback());
app.listen(port);
