import { type Differently, type Play, type Plays, type Stage, struck } from './stage.ts';

const html = { headers: { Accept: 'text/html' } };
const atGunken =
  (operationId: string, differently: Differently = {}): Play =>
  ({ ask }) =>
    ask(operationId, { bank: 'gunken', ...differently });
const atMizuho =
  (parameters: Differently['parameters'] = {}): Play =>
  ({ ask }) =>
    ask('getCameraToken', { bank: 'mizuho', parameters });

/** Presses a button on the first screen of a linkage. */
const press =
  (differently: Differently = {}): Play =>
  async ({ begin, ask }) =>
    ask('submitLinkageScreen', { parameters: { linkageId: await begin() }, ...differently });

/** What a customer types to set up the app of an operator whose token waits for it. */
async function typedBy({ sandbox }: Stage, loginId: string): Promise<object> {
  const { softwareToken } = (await sandbox.findCustomer('gunken', loginId)) ?? {};
  return { serviceId: softwareToken?.serviceId, userId: softwareToken?.userId, activationPassword: 'start1234' };
}

/** Presses a button on a page, as a browser does. */
async function postForm({ send }: Stage, path: string, fields: Record<string, string>): Promise<Response> {
  const page = await (await send(path, html)).text();
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const headers = { ...html.headers, 'Content-Type': 'application/x-www-form-urlencoded' };
  return send(path, { method: 'POST', headers, body: new URLSearchParams({ ...fields, csrfToken }).toString() });
}

/** The screen of a linkage whose customer has allowed it already. */
const finished: Play = async ({ begin, ask }) => {
  const parameters = { linkageId: await begin() };
  for (const [action, values] of [
    ['login', { loginId: 'sato', loginPassword: 'sato-pw1' }],
    ['next', { services: ['balances'] }],
    ['allow', { continueAuthorization: true }],
  ]) {
    await ask('submitLinkageScreen', { parameters, body: { action, values } });
  }
  return ask('getLinkageScreen', { parameters });
};

/** The pages of the banks. */
export const screens: Plays = {
  getLinkageScreen: async ({ begin, ask }) => ask('getLinkageScreen', { parameters: { linkageId: await begin() } }),
  'getLinkageScreen.linkage_not_here': ({ ask }) => ask('getLinkageScreen'),
  submitLinkageScreen: press(),
  'getLinkageScreen.finished': finished,
  'submitLinkageScreen.form': async (stage) =>
    postForm(stage, `/gunma/link/${await stage.begin()}`, {
      ...{ screen: 'entry', action: 'login', loginId: 'tanaka', loginPassword: 'tanaka-pw1' },
    }),
  'submitLinkageScreen.login_refused': press({
    body: { screen: 'entry', action: 'login', values: { loginId: 'tanaka', loginPassword: 'wrong' } },
  }),
  'submitLinkageScreen.stale_screen': press({ body: { screen: 'consent', action: 'allow' } }),
  'submitLinkageScreen.csrf_token_mismatch': press({ type: 'application/x-www-form-urlencoded' }),
  'submitLinkageScreen.invalid_request': press({ body: { screen: 'entry' } }),
  'submitLinkageScreen.body_too_large': press({ body: { action: 'x'.repeat(70_000) } }),
  'submitLinkageScreen.unsupported_media_type': press({ type: 'text/plain', body: 'login' }),

  getInternetBankingScreen: atGunken('getInternetBankingScreen'),
  'getInternetBankingScreen.not_found': ({ ask }) => ask('getInternetBankingScreen'),
  'getInternetBankingScreen.session_timed_out': async ({ sandbox, ask }) => {
    await ask('submitInternetBankingScreen', { bank: 'gunken' });
    await sandbox.clock.advance('PT1H');
    return ask('getInternetBankingScreen', { bank: 'gunken' });
  },
  submitInternetBankingScreen: atGunken('submitInternetBankingScreen'),
  'submitInternetBankingScreen.form': (stage) =>
    postForm(stage, '/gunken/ib', { screen: 'login', action: 'login', loginId: 'mori', loginPassword: 'moripw1' }),
  'submitInternetBankingScreen.login_refused': atGunken('submitInternetBankingScreen', {
    body: { screen: 'login', action: 'login', values: { loginId: 'mori', loginPassword: 'wrong' } },
  }),
  'submitInternetBankingScreen.stale_screen': async ({ ask }) => {
    await ask('submitInternetBankingScreen', { bank: 'gunken' });
    return ask('submitInternetBankingScreen', { bank: 'gunken' });
  },

  getTokenApp: atGunken('getTokenApp', html),
  getTokenAppStore: atGunken('getTokenAppStore', html),
  getTokenAppActivation: atGunken('getTokenAppActivation', html),
  activateTokenApp: atGunken('activateTokenApp'),
  'activateTokenApp.form': atGunken('activateTokenApp', { type: 'application/x-www-form-urlencoded', ...html }),
  'activateTokenApp.invalid_request': atGunken('activateTokenApp', { body: {} }),
  'activateTokenApp.foreign_page': atGunken('activateTokenApp', { headers: { 'Sec-Fetch-Site': 'cross-site' } }),
  'activateTokenApp.token_app_refused': async (stage) =>
    stage.ask('activateTokenApp', { bank: 'gunken', body: await typedBy(stage, 'abe') }),
  getTokenAppPassword: async ({ ask }) => {
    await ask('activateTokenApp', { bank: 'gunken' });
    return ask('getTokenAppPassword', { bank: 'gunken' });
  },
  'getTokenAppPassword.no_token': atGunken('getTokenAppPassword'),
  'getTokenAppPassword.too_many_requests': struck('getTokenAppPassword', 429, { bank: 'gunken' }),
  'getTokenAppPassword.internal_error': struck('getTokenAppPassword', 500, { bank: 'gunken' }),
  'getLinkageScreen.maintenance': async ({ sandbox, begin, ask }) => {
    const linkageId = await begin();
    await sandbox.startMaintenance('gunma', 'PT2H');
    return ask('getLinkageScreen', { parameters: { linkageId } });
  },

  getCameraToken: atMizuho(),
  'getCameraToken.invalid_request': atMizuho({ tokenCode: undefined, challenge: undefined }),
  'getCameraToken.challenge_malformed': atMizuho({ challenge: '1234' }),
  'getCameraToken.camera_token_unknown': atMizuho({ tokenCode: 'SBT-9999' }),
};
