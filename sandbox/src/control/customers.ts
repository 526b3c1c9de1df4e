import type { RequestHandler } from 'express';
import { accountLabel } from '../bank/facts.ts';
import { inquiryPinState } from '../bank/inquiry-pin.ts';
import { oneTimePassword, secondsLeft } from '../bank/one-time-password.ts';
import { Problem } from '../http/problem.ts';
import { listCertificates } from '../store/certificates.ts';
import { findCustomer, listAccounts, listCustomers, saveLoginCount, type TestCustomer } from '../store/customers.ts';
import type { Control } from './control.ts';

type Parameters = { bank: string; loginId: string };

async function present({ store }: Control, customer: TestCustomer) {
  const { bank, loginId, loginPassword, name, company, loginMethod, locked, purpose } = customer;
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
    loginMethod,
    locked,
    purpose,
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

/** `PATCH /customers/{bank}/{loginId}` */
export function updateCustomer(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const { bank, loginId } = await customerAsked(control, req.params);
    const { locked } = req.body as { locked: boolean };
    await saveLoginCount(control.store.db, bank, loginId, 'login_failures', { failures: 0, locked });
    await saveLoginCount(control.store.db, bank, loginId, 'answer_failures', { failures: 0, locked });
    res.json(await present(control, await customerAsked(control, req.params)));
  };
}

/** `GET /customers/{bank}/{loginId}/one-time-password` */
export function getOneTimePassword(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const { bank, loginId, tokenSecret } = await customerAsked(control, req.params);
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
