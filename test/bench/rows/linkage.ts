import { connectSandbox } from '@renkei/sandbox';
import type { Row } from '../comparison.ts';
import { type Linkable, linkByJson } from '../json-customer.ts';
import { startSandboxProcess, startServer } from '../processes.ts';
import { CALLBACK } from '../vendor.ts';

const LINKAGES = 40;

/** Milliseconds for one linkage, over some of them one after another. */
const timed = (server: Linkable) => async () => {
  const begun = performance.now();
  for (let made = 0; made < LINKAGES; made += 1) await linkByJson(server);
  return (performance.now() - begun) / LINKAGES;
};

const answers: Linkable['answers'] = {
  entry: () => ({ action: 'login', values: { loginId: 'tanaka', loginPassword: 'tanaka-pw1' } }),
  'service-selection': ({ fields }) => ({
    action: 'next',
    values: { services: fields?.[0]?.options?.map(({ value }) => value) },
  }),
  'inquiry-pin-registration': ({ table }) => ({
    action: 'register',
    values: { accounts: table?.rows.filter((row) => row.selectable).map(({ id }) => id), inquiryPin: '1234' },
  }),
  'inquiry-pin-registration-result': () => ({ action: 'confirm', values: {} }),
  consent: () => ({ action: 'allow', values: { continueAuthorization: true } }),
  login: () => ({ values: { loginId: 'tanaka' } }),
};
const bareAnswers: Linkable['answers'] = { login: answers.login as never, consent: () => ({ values: {} }) };

/** A sandbox with an app that waits for its customers. */
export async function linkableSandbox(origin: string): Promise<Linkable> {
  const client = await connectSandbox(origin).registerClient({ redirect_uris: [CALLBACK] });
  const issuer = `${origin}/gunma`;
  return {
    authorize: `${issuer}/oauth/authorize`,
    token: `${issuer}/oauth/token`,
    accounts: `${issuer}/api/v1/accounts`,
    clientId: client.client_id,
    clientSecret: client.client_secret ?? '',
    answers,
  };
}

export const linkage: Row = {
  id: 'linkage',
  work: 'one whole linkage through JSON screens: authorize, screens, token, accounts',
  unit: 'ms',
  rounds: 9,
  open: async () => {
    const sandbox = await startSandboxProcess();
    const ours = await linkableSandbox(sandbox.origin);
    const peer = await startServer(
      'test/bench/peers/oidc-provider.ts',
      (port) => [String(port)],
      '/.well-known/openid-configuration',
    );
    const bare: Linkable = {
      authorize: `${peer.origin}/auth`,
      token: `${peer.origin}/token`,
      accounts: `${peer.origin}/api/v1/accounts`,
      clientId: 'bench',
      clientSecret: 'bench-secret',
      answers: bareAnswers,
    };
    for (const server of [ours, bare]) await timed(server)();
    return {
      ours: timed(ours),
      against: [{ name: 'bare oidc-provider, two interactions', sample: timed(bare), figure: 'ratio', atMost: 2 }],
      close: async () => {
        await Promise.all([sandbox.stop(), peer.stop()]);
      },
    };
  },
};
