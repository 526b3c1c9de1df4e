import type { RequestHandler } from 'express';
import { cameraTokenPassword } from '../bank/camera-token.ts';
import { accountLabel } from '../bank/facts.ts';
import { inquiryPinState } from '../bank/inquiry-pin.ts';
import { tokenAsked } from '../bank/linkage-state.ts';
import { oneTimePassword, secondsLeft } from '../bank/one-time-password.ts';
import {
  noToken,
  phoneTime,
  type SoftwareToken,
  shownByApp,
  softwareTokenStateLabels,
} from '../bank/software-token.ts';
import { Problem } from '../http/problem.ts';
import { listCertificates } from '../store/certificates.ts';
import { listAccounts, listCustomers, type TestCustomer } from '../store/customers.ts';
import { findSoftwareToken } from '../store/software-tokens.ts';
import type { Control } from './control.ts';
import { type CustomerChanges, changeCustomer, customerAsked, hasTokens, issuesTokens } from './customer-changes.ts';
import { oneByOne } from './one-by-one.ts';

type Parameters = { bank: string; loginId: string };

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
  const certificates = await listCertificates(store.db, customer);
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
    certificates: certificates.map(({ id }) => id),
  };
}

/** `GET /customers` */
export function getCustomers(control: Control): RequestHandler {
  return async (_req, res) => {
    const { bank } = res.locals.query as { bank?: string };
    const customers = await listCustomers(control.store.db, bank);
    res.json({ customers: await oneByOne(customers, (customer) => present(control, customer)) });
  };
}

/** `GET /customers/{bank}/{loginId}` */
export function getCustomer(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const { bank, loginId } = req.params;
    res.json(await present(control, await customerAsked(control.store.db, bank, loginId)));
  };
}

/** `PATCH /customers/{bank}/{loginId}` */
export function updateCustomer(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const { bank, loginId } = req.params;
    const known = await changeCustomer(control, bank, loginId, req.body as CustomerChanges);
    res.json(await present(control, await customerAsked(control.store.db, bank, known)));
  };
}

/** What a customer's software token shows now, and for how many seconds; none where it shows nothing. */
export async function softwareTokenPassword(control: Control, { bank, loginId, tokenSecret }: TestCustomer) {
  const now = control.store.clock.now();
  if (!hasTokens(control, bank)) {
    if (tokenSecret === null) return undefined;
    return { oneTimePassword: oneTimePassword(tokenSecret, now), secondsLeft: secondsLeft(now) };
  }
  const token = (await findSoftwareToken(control.store.db, bank, loginId)) ?? noToken;
  const shown = shownByApp(token, now);
  return shown === undefined ? undefined : { oneTimePassword: shown, secondsLeft: secondsLeft(phoneTime(token, now)) };
}

async function noPasswordShown(control: Control, { bank, loginId }: TestCustomer): Promise<Problem> {
  const giveSecret = 'give the customer a tokenSecret in the world file';
  if (!hasTokens(control, bank)) {
    return new Problem(404, 'no_token', `${loginId} of ${bank} has no software token; ${giveSecret}`);
  }
  const { state } = (await findSoftwareToken(control.store.db, bank, loginId)) ?? noToken;
  if (state === 'unissued') {
    const next = issuesTokens(control, bank) ? `issue one at /${bank}/ib` : giveSecret;
    return new Problem(404, 'no_token', `no token is issued to ${loginId} of ${bank}; ${next}`);
  }
  const detail =
    state === 'issued'
      ? `the token of ${loginId} is not set up on a phone; POST /${bank}/token-app/activate does it`
      : `the phone of ${loginId} was changed and has no token; PATCH the customer with tokenAction initialise`;
  return new Problem(404, 'token_not_on_phone', detail);
}

function challengeOf({ loginId }: TestCustomer, challenge: string | undefined): string {
  if (challenge !== undefined) return challenge;
  const detail = `${loginId} uses a camera token, which reads a code; send challenge, the 8 digits of the 2-D code (sandbox otp … --challenge)`;
  throw new Problem(400, 'challenge_required', detail);
}

/** `GET /customers/{bank}/{loginId}/one-time-password` */
export function getOneTimePassword(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const customer = await customerAsked(control.store.db, req.params.bank, req.params.loginId);
    const { cameraToken } = customer;
    const { challenge } = res.locals.query as { challenge?: string };
    if (cameraToken && (challenge !== undefined || tokenAsked(customer) === 'camera-token')) {
      res.json({ oneTimePassword: cameraTokenPassword(cameraToken.secret, challengeOf(customer, challenge)) });
      return;
    }
    const shown = await softwareTokenPassword(control, customer);
    if (shown === undefined) throw await noPasswordShown(control, customer);
    res.json(shown);
  };
}
