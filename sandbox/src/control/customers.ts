import type { RequestHandler } from 'express';
import { type CameraTokenState, cameraTokenPassword } from '../bank/camera-token.ts';
import { accountLabel } from '../bank/facts.ts';
import { inquiryPinState } from '../bank/inquiry-pin.ts';
import { tokenAsked } from '../bank/linkage-state.ts';
import { oneTimePassword, secondsLeft } from '../bank/one-time-password.ts';
import {
  changed,
  noToken,
  phoneTime,
  type SoftwareToken,
  type SoftwareTokenAction,
  shownByApp,
  softwareTokenStateLabels,
} from '../bank/software-token.ts';
import { Problem } from '../http/problem.ts';
import { listCertificates } from '../store/certificates.ts';
import {
  findCustomer,
  listAccounts,
  listCustomers,
  saveCameraTokenUse,
  saveLoginCount,
  saveMailUndeliverable,
  type TestCustomer,
} from '../store/customers.ts';
import { findSoftwareToken, saveSoftwareToken } from '../store/software-tokens.ts';
import type { Control } from './control.ts';
import { changeCredentials, type NewCredentials } from './credentials.ts';

type Parameters = { bank: string; loginId: string };

const hasTokens = ({ store }: Control, bank: string): boolean =>
  store.profiles.get(bank)?.softwareTokenServiceId !== undefined;

function presentToken(token: SoftwareToken) {
  const { state, serviceId, userId, appIsSetUp, phoneClockOffsetSeconds, mailFilter } = token;
  const label = softwareTokenStateLabels[state];
  return { state, label, serviceId, userId, appIsSetUp, phoneClockOffsetSeconds, mailFilter };
}

async function present(control: Control, customer: TestCustomer) {
  const { store } = control;
  const given = await presentCustomer(control, customer);
  if (!hasTokens(control, customer.bank)) return given;
  const token = await findSoftwareToken(store.db, customer.bank, customer.loginId);
  return { ...given, softwareToken: presentToken(token ?? noToken) };
}

async function presentCustomer({ store }: Control, customer: TestCustomer) {
  const { bank, loginId, loginPassword, name, company, role, loginMethod, locked, purpose, cameraToken } = customer;
  const { services, mailAddress, mailUndeliverable } = customer;
  const asked = customer.additionalAuthentication;
  const now = store.clock.now();
  const accounts = await listAccounts(store.db, customer);
  const certificates = await listCertificates(store.db);
  return {
    bank,
    loginId,
    loginPassword,
    name,
    company,
    role,
    loginMethod,
    locked,
    services,
    mailAddress,
    mailUndeliverable,
    purpose,
    ...(cameraToken ? { cameraToken: { code: cameraToken.code, state: cameraToken.state } } : {}),
    ...(asked ? { additionalAuthentication: { question: asked.question, answer: asked.answer } } : {}),
    accounts: accounts.map((account) => ({
      accountId: account.accountId,
      label: accountLabel(account),
      inquiryPin: account.inquiryPin,
      inquiryPinState: account.pinLocked ? 'locked' : inquiryPinState(account, now),
      inquiryPermitted: account.inquiryPermitted,
    })),
    certificates: certificates.filter((one) => one.bank === bank && one.loginId === loginId).map(({ id }) => id),
  };
}

async function customerAsked({ store }: Control, { bank, loginId }: Parameters): Promise<TestCustomer> {
  const customer = await findCustomer(store.db, bank, loginId);
  if (customer) return customer;
  throw new Problem(
    404,
    'customer_not_found',
    `${bank} has no customer ${loginId}; list them with GET /sandbox/v1/customers`,
  );
}

/** `GET /customers` */
export function getCustomers(control: Control): RequestHandler {
  return async (_req, res) => {
    const { bank } = res.locals.query as { bank?: string };
    const customers = await listCustomers(control.store.db, bank);
    res.json({ customers: await Promise.all(customers.map((customer) => present(control, customer))) });
  };
}

/** What a clerk does at the counter, and what happens to the customer's phone. */
interface Changes extends TokenChanges, NewCredentials {
  readonly locked?: boolean;
  readonly mailUndeliverable?: boolean;
  readonly cameraTokenState?: CameraTokenState;
}

interface TokenChanges {
  readonly tokenAction?: Extract<SoftwareTokenAction, 'release-suspension' | 'initialise' | 'change-phone'>;
  readonly phoneClockOffsetSeconds?: number;
  readonly mailFilter?: boolean;
}

async function changeToken(
  control: Control,
  bank: string,
  loginId: string,
  { tokenAction, ...phone }: TokenChanges,
): Promise<void> {
  if (tokenAction === undefined && Object.keys(phone).length === 0) return;
  if (!hasTokens(control, bank)) {
    throw new Problem(409, 'token_action_not_possible', `${bank} has no software tokens; choose another bank`);
  }
  await control.store.db.transaction().execute(async (db) => {
    const token = { ...((await findSoftwareToken(db, bank, loginId)) ?? noToken), ...phone };
    const after = tokenAction === undefined ? token : changed(token, tokenAction);
    if (after === undefined) {
      const detail = `${tokenAction} cannot be done to a token that is ${token.state}; see softwareToken.state of the customer`;
      throw new Problem(409, 'token_action_not_possible', detail);
    }
    await saveSoftwareToken(db, bank, loginId, after);
  });
}

/** The company's camera token, as this operator uses it. */
async function changeCameraToken(
  { store }: Control,
  { bank, loginId, cameraToken }: TestCustomer,
  state: CameraTokenState | undefined,
): Promise<void> {
  if (state === undefined) return;
  if (cameraToken === undefined) {
    const detail = `${loginId} of ${bank} has no camera token; give the customer a cameraToken in the world file`;
    throw new Problem(409, 'token_action_not_possible', detail);
  }
  await saveCameraTokenUse(store.db, bank, loginId, { state, failures: 0 });
}

/** `PATCH /customers/{bank}/{loginId}` */
export function updateCustomer(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const customer = await customerAsked(control, req.params);
    const { bank, loginId } = customer;
    const {
      locked,
      mailUndeliverable,
      cameraTokenState,
      loginPassword,
      loginId: newLoginId,
      ...ofToken
    } = req.body as Changes;
    await changeToken(control, bank, loginId, ofToken);
    await changeCameraToken(control, customer, cameraTokenState);
    if (mailUndeliverable !== undefined)
      await saveMailUndeliverable(control.store.db, bank, loginId, mailUndeliverable);
    if (locked !== undefined) {
      await saveLoginCount(control.store.db, bank, loginId, 'login_failures', { failures: 0, locked });
      await saveLoginCount(control.store.db, bank, loginId, 'answer_failures', { failures: 0, locked });
    }
    const credentials = { ...(loginPassword ? { loginPassword } : {}), ...(newLoginId ? { loginId: newLoginId } : {}) };
    const known = await changeCredentials(control, bank, loginId, credentials);
    res.json(await present(control, await customerAsked(control, { bank, loginId: known })));
  };
}

function noPasswordShown(bank: string, loginId: string, { state }: SoftwareToken): Problem {
  if (state === 'unissued') {
    return new Problem(404, 'no_token', `no token is issued to ${loginId} of ${bank}; issue one at /${bank}/ib`);
  }
  const detail =
    state === 'issued'
      ? `the token of ${loginId} is not set up on a phone; POST /${bank}/token-app/activate does it`
      : `the phone of ${loginId} was changed and has no token; PATCH the customer with tokenAction initialise`;
  return new Problem(404, 'token_not_on_phone', detail);
}

function challengeOf({ loginId }: TestCustomer, challenge: string | undefined): string {
  if (challenge !== undefined) return challenge;
  const detail = `${loginId} uses a camera token, which reads a code; send challenge, the 8 digits of the 2-D code`;
  throw new Problem(400, 'challenge_required', detail);
}

/** `GET /customers/{bank}/{loginId}/one-time-password` */
export function getOneTimePassword(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const customer = await customerAsked(control, req.params);
    const { bank, loginId, tokenSecret, cameraToken } = customer;
    const { challenge } = res.locals.query as { challenge?: string };
    if (cameraToken && (challenge !== undefined || tokenAsked(customer) === 'camera-token')) {
      res.json({ oneTimePassword: cameraTokenPassword(cameraToken.secret, challengeOf(customer, challenge)) });
      return;
    }
    if (hasTokens(control, bank)) {
      const token = (await findSoftwareToken(control.store.db, bank, loginId)) ?? noToken;
      const now = control.store.clock.now();
      const shown = shownByApp(token, now);
      if (shown === undefined) throw noPasswordShown(bank, loginId, token);
      res.json({ oneTimePassword: shown, secondsLeft: secondsLeft(phoneTime(token, now)) });
      return;
    }
    if (tokenSecret === null) {
      throw new Problem(
        404,
        'no_token',
        `${loginId} of ${bank} has no software token; give the customer a tokenSecret in the world file`,
      );
    }
    const now = control.store.clock.now();
    res.json({ oneTimePassword: oneTimePassword(tokenSecret, now), secondsLeft: secondsLeft(now) });
  };
}
