import { type Plays, struck } from './stage.ts';

const refresh = (refreshToken: string) => ({ body: { grant_type: 'refresh_token', refresh_token: refreshToken } });

/** The authorization server. */
export const oauth: Plays = {
  getAuthorizationServerMetadata: ({ ask }) => ask('getAuthorizationServerMetadata'),
  getJwks: ({ ask }) => ask('getJwks'),
  authorize: ({ ask }) => ask('authorize'),
  'authorize.invalid_redirect_uri': ({ ask }) =>
    ask('authorize', { parameters: { redirect_uri: 'http://localhost:8080/callback' } }),
  pushAuthorizationRequest: ({ ask }) => ask('pushAuthorizationRequest'),
  token: async ({ redemption, ask }) => ask('token', { body: await redemption() }),
  revoke: ({ ask }) => ask('revoke'),
  introspect: async ({ link, ask }) => ask('introspect', { body: { token: (await link()).access_token } }),
  'introspect.inactive': ({ ask }) => ask('introspect'),

  'token.invalid_request': ({ ask }) => ask('token', { body: { grant_type: '' } }),
  'token.invalid_grant': async ({ sandbox, link, ask }) => {
    const { refresh_token: token } = await link();
    await sandbox.clock.advance('P90D');
    return ask('token', refresh(token));
  },
  'token.invalid_client': ({ ask }) =>
    ask('token', { headers: { Authorization: `Basic ${btoa('demo-accounting:wrong')}` } }),
  'revoke.invalid_request': ({ ask }) => ask('revoke', { headers: { 'Content-Encoding': 'gzip' } }),
  'revoke.body_too_large': ({ ask }) => ask('revoke', { body: { token: 'x'.repeat(70_000) } }),
  'revoke.unsupported_media_type': ({ ask }) => ask('revoke', { headers: { 'Content-Encoding': 'compress' } }),
  'revoke.too_many_requests': struck('revoke', 429),
  'revoke.server_error': struck('revoke', 500),
  'revoke.maintenance': async ({ sandbox, ask }) => {
    await sandbox.startMaintenance('gunma', 'PT2H');
    return ask('revoke');
  },
};
