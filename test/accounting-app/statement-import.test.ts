import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeBank, type FakeBank, fakeAccount, fakeLine, problem } from './fake-bank.ts';
import { type Page, runApp, startLinkage, Visitor } from './visitor.ts';

let bank: FakeBank;
let app: Awaited<ReturnType<typeof runApp>>;
let visitor: Visitor;
let form: Page;

beforeEach(async () => {
  bank = createFakeBank();
  bank.accounts.push(fakeAccount({ accountId: 'acc-2', accountNumber: '0000002' }));
  bank.transactions.set('acc-1001-0000001', [fakeLine(1)]);
  bank.transactions.set('acc-2', [fakeLine(1), fakeLine(2)]);
  app = await runApp(bank);
  visitor = new Visitor(app.origin);
  await visitor.get(bank.visit((await startLinkage(visitor)).location));
  await app.imports.settled();
  form = await visitor.get('/');
});
afterEach(() => app.close());

async function importAgain() {
  const path = `/linkages/${app.tools.linkages.all()[0]?.id}/import`;
  const started = await visitor.post(path, form);
  return started.location;
}

describe('an import', () => {
  it('books nothing twice', async () => {
    const run = await importAgain();
    await app.imports.settled();
    expect((await visitor.get(run)).text).toContain('<b>0</b>件の新しい明細');
    expect(app.tools.accounts.all().map((account) => account.lines)).toEqual([1, 2]);
  });

  it('runs once at a time, and shows how far it is, with and without scripts', async () => {
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bank.fault = (request) =>
      request.url.includes('/acc-2/balance') ? held.then(() => undefined as never) : undefined;
    const [first, second] = [await importAgain(), await importAgain()];
    expect(second).toBe(first);
    await expect
      .poll(async () => JSON.parse((await visitor.get(`${first}/progress`)).text))
      .toEqual({
        running: true,
        percent: 50,
        lines: 1,
        status: '2口座中 2口座目：本店（001）普通 0000002',
      });
    const page = await visitor.get(first);
    expect(page.text).toContain('<noscript><meta http-equiv="refresh"');
    expect(page.text).toMatch(/<progress[^>]+value="50"/);
    expect((await visitor.get('/')).text).toContain('取り込みの状況を見る');
    release?.();
    await app.imports.settled();
    expect(JSON.parse((await visitor.get(`${first}/progress`)).text).running).toBe(false);
  });

  it('goes on with the other accounts when the bank refuses one', async () => {
    bank.transactions.get('acc-2')?.push(fakeLine(3));
    bank.fault = (request) =>
      request.url.includes('/acc-1001-0000001/') ? problem(403, 'inquiry_not_permitted') : undefined;
    const run = await importAgain();
    await app.imports.settled();
    const { text } = await visitor.get(run);
    expect(text).toContain('一部の口座を取り込めませんでした');
    expect(text).toContain('inquiry_not_permitted');
    expect(text).toContain('req-42');
    expect(text).toContain('<b>1</b>件の新しい明細');
  });

  it('keeps the accounts that were done when the bank fails half-way, and offers another try', async () => {
    bank.transactions.get('acc-1001-0000001')?.push(fakeLine(2));
    bank.transactions.get('acc-2')?.push(fakeLine(3));
    bank.fault = (request) => (request.url.includes('/acc-2/trans') ? problem(500, 'server_error') : undefined);
    const run = await importAgain();
    await app.imports.settled();
    const { text } = await visitor.get(run);
    expect(text).toContain('もう一度取り込む');
    expect(text).toContain('server_error');
    expect(app.tools.accounts.all().map((account) => account.lines)).toEqual([2, 2]);
  });

  it('that meets the end of the consent marks the linkage and offers 再連携', async () => {
    bank.ended = 'superseded';
    const id = app.tools.linkages.all()[0]?.id;
    const { location } = await visitor.post(`/linkages/${id}/import`, form);
    await app.imports.settled();
    const { text } = await visitor.get(location);
    expect(text).toContain('同じサービスから再度連携されたため');
    expect(text).toContain(`/link?relink=${id}`);
    expect(app.tools.linkages.find(id ?? '')).toMatchObject({ endReason: 'superseded' });
    expect(app.tools.accounts.all().map((account) => account.lines)).toEqual([1, 2]);
  });

  it('lets go of an account that the consent opens no more, and keeps its lines', async () => {
    bank.accounts.pop();
    await importAgain();
    await app.imports.settled();
    const { text } = await visitor.get('/');
    expect(text).toContain('連携していない口座');
    expect(app.tools.accounts.find('9990-001-1-0000002')?.linkageId).toBeNull();
  });
});
