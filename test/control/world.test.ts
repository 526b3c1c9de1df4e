import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import packageJson from '../../sandbox/package.json' with { type: 'json' };
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { problemIn } from './problem.ts';

type Customers = { customers: components['schemas']['Customer'][] };

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const read = async (path: string) => (await sandbox.control('GET', path)).json();

describe('the world', () => {
  test('is up, and says its version and its name', async () => {
    expect(await read('/health')).toEqual({ status: 'ok', version: packageJson.version, world: 'default' });
  });

  test('has its banks, each with its issuer', async () => {
    expect(await read('/banks')).toMatchObject({
      banks: [
        {
          bank: 'gunma',
          name: 'サンドボックス信用組合 FBサービス［群馬型］',
          issuer: sandbox.issuer,
          loginMethods: ['certificate', 'password'],
          services: ['balances', 'transactions', 'deposits'],
          consentDays: 90,
          inquiryDays: 90,
        },
        { bank: 'sorachi', loginMethods: ['certificate'] },
        { bank: 'miyakojima', loginMethods: ['certificate', 'password'] },
        { bank: 'gunken', loginMethods: ['password'] },
        { bank: 'mizuho', loginMethods: ['certificate', 'password'], inquiryDays: 400 },
      ],
    });
  });
});

describe('a reset', () => {
  test('takes back every linkage, token, PIN, lock, registration and the time, but no certificate', async () => {
    const before = {
      customers: (await read('/customers')) as Customers,
      clients: await read('/clients'),
      certificates: await read('/certificates'),
    };
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link();
    expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(200);
    await sandbox.control('PATCH', '/customers/gunma/sato', { locked: true });
    await sandbox.control('PUT', '/clock', { now: '2030-01-01T00:00:00+09:00', frozen: true });
    expect(((await read('/customers')) as Customers).customers).not.toEqual(before.customers.customers);

    expect((await sandbox.control('POST', '/reset')).status).toBe(204);
    expect(await read('/clock')).toEqual({ now: expect.stringMatching(/^2026-11-20T09:0/), frozen: false });
    expect(await read('/customers')).toEqual(before.customers);
    expect(await read('/clients')).toEqual(before.clients);
    expect(await read('/certificates')).toEqual(before.certificates);
    expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(401);
    expect(((await (await vendor.refresh(tokens.refresh_token ?? '')).json()) as { error: string }).error).toBe(
      'invalid_client',
    );
  });

  test('can be done twice, and everything works after it', async () => {
    await sandbox.control('POST', '/reset');
    await sandbox.control('POST', '/reset');
    const vendor = await createVendor(sandbox);
    expect((await vendor.link()).scope).toBe('balances transactions deposits');
  });
});

describe('what is not in the description', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/nothing'],
    ['GET', '/Health'],
    ['GET', '/health/'],
    ['GET', '/customers/gunma'],
    ['POST', '/customers/gunma/tanaka'],
    ['DELETE', '/customers'],
    ['POST', '/health'],
    ['PUT', '/clients'],
    ['DELETE', '/clock'],
    ['GET', '/reset'],
    ['PATCH', '/clock/advance'],
    ['GET', '/%E3%81%82'],
  ])('is not there: %s %s', async (method, path) => {
    const response = await fetch(`${sandbox.origin}/sandbox/v1${path}`, { method });
    expect(response.status).toBe(404);
    const problem = await problemIn(response);
    expect(problem).toMatchObject({ type: 'urn:renkei:problem:not_found', title: 'Not Found', status: 404 });
    expect(problem.detail).toContain(`${method} /sandbox/v1`);
    expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  });
});
