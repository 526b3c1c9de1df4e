import type { Request, Response } from 'express';
import bank from '../../../openapi/generated/bank.json' with { type: 'json' };
import { createValidator } from '../../../sandbox/src/http/validation.ts';
import type { Row } from '../comparison.ts';
import { firstOf } from '../first.ts';
import { startSandboxProcess } from '../processes.ts';
import { linkCustomer } from '../vendor.ts';

const CHECKS = 20_000;
const READS = 200;

/** The checking of a read's parameters, and of a screen's body. */
function checks(): () => void {
  const validator = createValidator(bank);
  const checkParameters = validator.request('listTransactions');
  const read = { params: { accountId: '001-1-1000001' }, query: { limit: '100', dateFrom: '2026-10-01' } };
  const press = { action: 'login', values: { loginId: 'tanaka', loginPassword: 'tanaka-pw1' } };
  return () => {
    checkParameters(read as never as Request, { locals: {} } as Response, () => {});
    validator.body('submitLinkageScreen', press);
  };
}

export const validation: Row = {
  id: 'validation',
  work: 'checking the parameters of a read and the body of a screen against the description',
  unit: 'ms',
  rounds: 9,
  open: async () => {
    const check = checks();
    check();
    const sandbox = await startSandboxProcess();
    const { linkage, issuer, tokens } = await linkCustomer(sandbox.origin, 'gunma', 'tanaka');
    const account = await firstOf(linkage.accounts());
    const url = `${issuer}/api/v1/accounts/${account.accountId}/transactions?limit=100`;
    const headers = { Authorization: `Bearer ${tokens.accessToken}` };
    return {
      ours: async () => {
        const begun = performance.now();
        for (let done = 0; done < CHECKS; done += 1) check();
        return (performance.now() - begun) / CHECKS;
      },
      against: [
        {
          name: 'the whole read of a page over a port',
          sample: async () => {
            const begun = performance.now();
            for (let done = 0; done < READS; done += 1) await (await fetch(url, { headers })).arrayBuffer();
            return (performance.now() - begun) / READS;
          },
          figure: 'ratio',
          atMost: 0.05,
        },
      ],
      close: () => sandbox.stop(),
    };
  },
};
