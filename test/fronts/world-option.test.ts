import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type OtherWorld, type Sandbox, type WorldInput } from '@renkei/sandbox';
import { BankLink, MemoryTokenStore } from '@renkei/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../support/app.ts';
import { CALLBACK } from '../support/sandbox.ts';
import { createVisitor } from '../support/visitor.ts';

const directory = mkdtempSync(join(tmpdir(), 'renkei-world-'));
afterAll(() => rmSync(directory, { recursive: true }));

function fileOf(name: string, text: string | Buffer): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

/** Something of everything that a world file can say. */
const everything = `
name: everything
clock: "2026-11-20T09:00:00+09:00"
clients:
  - clientId: fixed-app
    clientSecret: fixed-app-secret
    name: 固定会計
    companyName: 株式会社固定
    redirectUris: [${CALLBACK}]
    services: [balances]
    skipServiceSelection: true
banks:
  gunma:
    settings:
      consentDays: 30
      inquiryDays: 10
      wrongLoginPasswordsBeforeLock: 2
      wrongInquiryPinsBeforeLock: 1
      accessTokenSeconds: 60
      authorizationCodeSeconds: 10
      screenIdleSeconds: 120
    companies:
      - id: shop
        name: 商店
        accounts:
          - { branchCode: "001", branchName: 本店, number: "0000001", holder: ｼﾖｳﾃﾝ, memo: 運転資金, kind: representative,
              inquiryPin: "0123", inquiryPinState: registered, openingBalance: 5000,
              statement: { lines: [
                { bookDate: -P3D, direction: "1", category: "11", amount: 700, description: ﾔﾏﾀﾞ,
                  deposit: { payerName: ﾔﾏﾀﾞ, remittingBank: ﾃｽﾄ, remittingBranch: ﾎﾝﾃﾝ, ediInformation: INV-1 } },
                { bookDate: 2026-11-19, direction: "2", category: "10", amount: 200, description: ｹﾞﾝｷﾝ } ] } }
          - { branchCode: "001", branchName: 本店, number: "0000002", holder: ｼﾖｳﾃﾝ, inquiryPin: "4567",
              inquiryPinState: registered, statement: { linesPerMonth: 60, daysBack: 40, seed: given } }
          - { branchCode: "002", branchName: 支店, type: "2", number: "0000003", holder: ｼﾖｳﾃﾝ, inquiryPin: "8901" }
        customers:
          - { loginId: boss, loginPassword: boss-pw1, name: 社長, login: password, role: administrator, purpose: { ja: 例, en: an example } }
          - { loginId: clerk, loginPassword: clerk-pw1, name: 事務, login: certificate, services: [balances], mayNotInquire: ["0000002"],
              certificates: [{ id: clerk-valid }, { id: clerk-expired, state: expired }, { id: clerk-revoked, state: revoked }],
              purpose: { ja: 例, en: an example } }
          - { loginId: locked, loginPassword: locked-pw1, name: 施錠, login: password, locked: true, purpose: { ja: 例, en: an example } }
          - { loginId: faulty, loginPassword: faulty-pw1, name: 故障, login: password,
              faults: [{ operationId: getBalance, status: 429, retryAfterSeconds: 1 }], purpose: { ja: 例, en: an example } }
  sorachi:
    settings: { additionalAuthentication: after-wrong-password, wrongAnswersBeforeLock: 1 }
    companies:
      - id: farm
        name: 農場
        accounts: [{ branchCode: "001", branchName: 本店, number: "0000001", holder: ﾉｳｼﾞﾖｳ, inquiryPin: "0123", inquiryPinState: registered }]
        customers:
          - { loginId: asked, loginPassword: asked-pw1, name: 質問, login: certificate, certificates: [{ id: asked-valid }],
              additionalAuthentication: { question: 好きな色は？, answer: あお }, purpose: { ja: 例, en: an example } }
  miyakojima:
    settings:
      serviceHours: { businessDays: { from: "10:00", to: "18:00" }, saturdays: null, holidays: null }
    maintenance: { from: "2026-11-20T12:00:00+09:00", to: "2026-11-20T13:00:00+09:00" }
  gunken:
    settings: { wrongOneTimePasswordsBeforeSuspension: 1 }
    companies:
      - id: works
        name: 工業
        accounts: [{ branchCode: "001", branchName: 本店, number: "0000001", holder: ｺｳｷﾞﾖｳ, inquiryPin: "0123", inquiryPinState: registered }]
        customers:
          - { loginId: token, loginPassword: tokenpw1, name: 利用中, login: password, tokenSecret: ABEAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,
              softwareToken: { state: in-use }, purpose: { ja: 例, en: an example } }
  mizuho:
    companies:
      - id: trade
        name: 商事
        cameraTokens: [{ code: SBT-0001, secret: "${'0a'.repeat(32)}" }]
        accounts: [{ branchCode: "001", branchName: 本店, number: "0000001", holder: ｼﾖｳｼﾞ, inquiryPin: "0123", inquiryPinState: registered }]
        customers:
          - { loginId: camera, loginPassword: camera1, name: 撮影, login: password, mailUndeliverable: true, mailAddress: camera@example.jp,
              cameraToken: { code: SBT-0001 }, purpose: { ja: 例, en: an example } }
          - { loginId: well, loginPassword: well1, name: 着信, login: password, mailAddress: well@example.jp,
              cameraToken: { code: SBT-0001 }, purpose: { ja: 例, en: an example } }
          - { loginId: gone, loginPassword: gone1, name: 解約, login: password, cameraToken: { code: SBT-0001, state: cancelled },
              purpose: { ja: 例, en: an example } }
`;

const all = async <T>(list: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

describe('a world file that says something of everything', () => {
  let sandbox: Sandbox;
  const faults: unknown[] = [];
  beforeAll(async () => {
    const report = (fault: unknown) => void faults.push(fault);
    sandbox = await createSandbox({ world: fileOf('everything.yaml', everything), report });
  });
  afterAll(async () => {
    expect(faults).toEqual([]);
    await sandbox.close();
  });

  async function inWorld(scenario: (world: OtherWorld) => Promise<void>): Promise<void> {
    const world = await sandbox.createWorld();
    await world.clock.freeze();
    await scenario(world);
    await world.close();
  }

  const walk = async (world: OtherWorld, bank: string, loginId: string, options = {}) =>
    world.customer(bank, loginId).walk((await (await createApp(world, bank)).start()).url, options);

  async function link(world: OtherWorld, bank: string, loginId: string, tokenStore = new MemoryTokenStore()) {
    const client = await world.registerClient({ client_name: 'テスト会計', redirect_uris: [CALLBACK] });
    const { client_id: clientId, client_secret: clientSecret = '' } = client;
    const issuer = `${world.origin}/${bank}`;
    const { fetch } = world;
    const app = new BankLink({ issuer, clientId, clientSecret, redirectUri: CALLBACK, fetch, tokenStore });
    const { url, pending } = await app.start();
    return app.complete(await world.customer(bank, loginId).link(url), pending);
  }

  test('has its name, its time, its vendors and its banks', () =>
    inWorld(async (world) => {
      expect(await world.control('GET', '/health')).toMatchObject({ world: 'everything' });
      expect(await world.clock.now()).toMatch(/^2026-11-20T09:00:/);
      const { clients } = await world.control<{ clients: object[] }>('GET', '/clients');
      expect(clients).toMatchObject([
        {
          client_id: 'fixed-app',
          client_name: '固定会計',
          company_name: '株式会社固定',
          redirect_uris: [CALLBACK],
          services: ['balances'],
          skipServiceSelection: true,
        },
      ]);
      const { banks } = await world.control<{ banks: object[] }>('GET', '/banks');
      expect(banks).toContainEqual(expect.objectContaining({ bank: 'gunma', consentDays: 30, inquiryDays: 10 }));
    }));

  test('has accounts with their statements, given and made', () =>
    inWorld(async (world) => {
      const linkage = await link(world, 'gunma', 'boss');
      expect(await all(linkage.accounts())).toMatchObject([
        { accountId: '001-1-0000001', accountHolder: 'ｼﾖｳﾃﾝ' },
        { accountId: '001-1-0000002' },
        { accountId: '002-2-0000003', branchName: '支店' },
      ]);
      expect(await all(linkage.transactions('001-1-0000001'))).toMatchObject([
        { bookDate: '2026-11-17', amount: 700, balance: 5700 },
        { bookDate: '2026-11-19', amount: 200, balance: 5500, category: '10' },
      ]);
      expect(await all(linkage.deposits('001-1-0000001'))).toMatchObject([{ ediInformation: 'INV-1' }]);
      // The same from one world to the next, as the seed is.
      const made = await all(linkage.transactions('001-1-0000002'));
      expect(made.length).toBeGreaterThan(5);
      await inWorld(async (other) => {
        const again = await link(other, 'gunma', 'boss');
        expect(await all(again.transactions('001-1-0000002'))).toEqual(made);
      });
      await expect(all(linkage.transactions('001-1-0000001', { dateFrom: '2026-11-01' }))).rejects.toMatchObject({
        status: 400,
      });
      expect((await linkage.status()).daysLeft).toBe(30);
    }));

  test('has limits of tries', () =>
    inWorld(async (world) => {
      await walk(world, 'gunma', 'boss', { wrongPin: 1 });
      const states = (await world.findCustomer('gunma', 'boss'))?.accounts.map((one) => one.inquiryPinState);
      expect(states).toEqual(['registered', 'registered', 'locked']);
      expect((await walk(world, 'gunma', 'boss', { wrongPassword: 2 })).reason).toBe('refused');
      expect((await world.findCustomer('gunma', 'boss'))?.locked).toBe(true);
      expect((await walk(world, 'gunma', 'locked')).reason).toBe('refused');
    }));

  test('has codes, tokens and screens that last less', () =>
    inWorld(async (world) => {
      const app = await createApp(world, 'gunma');
      const { url, pending } = await app.start();
      const callbackUrl = await world.customer('gunma', 'boss').link(url);
      await world.clock.advance('PT10S');
      await expect(app.complete(callbackUrl, pending)).rejects.toThrow();
      const visitor = createVisitor(world.fetch as typeof fetch);
      const { url: at } = await visitor.follow((await app.start()).url);
      await world.clock.advance('PT2M1S');
      expect((await visitor.see(at)).id).toBe('ended');
      const tokens = new MemoryTokenStore();
      const linkage = await link(world, 'gunma', 'boss', tokens);
      const kept = await tokens.get(linkage.id);
      expect(kept?.accessTokenExpiresAt).toBeLessThanOrEqual(Date.now() + 60_000);
      await world.clock.advance('PT1M');
      const accounts = `${world.origin}/gunma/api/v1/accounts`;
      const answer = await world.fetch(accounts, { headers: { Authorization: `Bearer ${kept?.accessToken}` } });
      expect(answer.status).toBe(401);
    }));

  test('has operators with their rights and certificates', () =>
    inWorld(async (world) => {
      const linkage = await link(world, 'gunma', 'clerk');
      expect((await all(linkage.accounts())).map(({ accountId }) => accountId)).not.toContain('001-1-0000002');
      expect(await world.findCustomer('gunma', 'clerk')).toMatchObject({ role: 'operator', services: ['balances'] });
      expect(await world.findCustomer('gunma', 'boss')).toMatchObject({ role: 'administrator' });
      for (const certificate of ['clerk-expired', 'clerk-revoked']) {
        expect((await walk(world, 'gunma', 'clerk', { certificate })).reason).toBe('refused');
      }
      const faulty = await link(world, 'gunma', 'faulty');
      await expect(faulty.balance('001-1-0000001')).rejects.toMatchObject({ status: 429 });
    }));

  test('has a risk rule', () =>
    inWorld(async (world) => {
      const asked = async (options = {}) => {
        const { screens } = await walk(world, 'sorachi', 'asked', options);
        return screens.some(({ id }) => id === 'additional-authentication');
      };
      expect([await asked(), await asked({ wrongPassword: 1 })]).toEqual([false, true]);
      expect((await walk(world, 'sorachi', 'asked', { wrongPassword: 1, wrongAnswer: 1 })).reason).toBe('refused');
      expect((await world.findCustomer('sorachi', 'asked'))?.locked).toBe(true);
    }));

  test('has service hours and maintenance', () =>
    inWorld(async (world) => {
      const status = async (time: string) => {
        await world.clock.set(`2026-11-20T${time}:00+09:00`);
        return (await world.fetch(`${world.origin}/miyakojima/api/v1/accounts`)).status;
      };
      expect([await status('09:59'), await status('10:00'), await status('12:30'), await status('18:00')]).toEqual([
        503, 401, 503, 503,
      ]);
    }));

  test('has tokens, and mail that does not arrive', () =>
    inWorld(async (world) => {
      await link(world, 'gunken', 'token');
      await world.clock.advance('PT1M');
      expect((await walk(world, 'gunken', 'token', { wrongOneTimePassword: 1 })).reason).toBe('refused');
      expect((await walk(world, 'gunken', 'token', { advanceClock: true })).reason).toBe('refused');
      expect((await link(world, 'mizuho', 'well')).services).toHaveLength(3);
      expect((await world.mails()).at(-1)).toMatchObject({ to: 'well@example.jp', status: 'kept' });
      expect((await walk(world, 'mizuho', 'camera')).reason).toBe('refused');
      expect((await walk(world, 'mizuho', 'gone')).reason).toBe('refused');
    }));
});

const mistakeOf = async (world: WorldInput | string): Promise<{ name: string; message: string }> => {
  const opened = createSandbox({ world });
  await opened.then(
    (sandbox) => sandbox.close(),
    () => undefined,
  );
  return opened.then(
    () => ({ name: 'none', message: '' }),
    ({ name, message }: Error) => ({ name, message: message.replaceAll(`${directory}/`, '') }),
  );
};

describe('createSandbox tells what is wrong with a world', () => {
  test.each([
    [
      'YAML',
      () => fileOf('a.yaml', 'banks:\n  gunma:\n    companis: []\n'),
      'a.yaml:3: banks.gunma.companis: unknown key; check its spelling',
    ],
    [
      'JSON',
      () => fileOf('a.json', '{\n  "banks": {\n    "gunma": { "companies": 5 }\n  }\n}'),
      'a.json:3: banks.gunma.companies: Invalid input: expected array, received number',
    ],
    [
      'a file that is not there',
      () => join(directory, 'none.yaml'),
      'none.yaml cannot be read (ENOENT); check the path',
    ],
    ['a directory', () => directory, `${directory} cannot be read (EISDIR); check the path`],
    [
      'Shift_JIS',
      () => fileOf('sjis.yaml', Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0x8b, 0xe2])),
      'sjis.yaml is not UTF-8; save it in UTF-8',
    ],
    [
      'an object',
      () => ({ banks: { gunma: { settings: { consentDays: '30' } } } }) as unknown as WorldInput,
      'world: banks.gunma.settings.consentDays: Invalid input: expected number, received string',
    ],
  ])('%s: with its place, its key and what was expected', async (_, world, message) => {
    expect(await mistakeOf(world())).toEqual({ name: 'WorldFileError', message });
  });

  test('and takes one with little in it', async () => {
    const sandbox = await createSandbox({ world: { banks: {} } });
    expect(await sandbox.customers()).toEqual([]);
    await sandbox.close();
  });
});
