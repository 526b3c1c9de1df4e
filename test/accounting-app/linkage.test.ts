import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeBank, type FakeBank, fakeDeposit, fakeLine } from './fake-bank.ts';
import { runApp, startLinkage, Visitor } from './visitor.ts';

let bank: FakeBank;
let app: Awaited<ReturnType<typeof runApp>>;
let visitor: Visitor;

beforeEach(async () => {
  bank = createFakeBank();
  bank.transactions.set('acc-1001-0000001', [fakeLine(1), fakeLine(2)]);
  bank.deposits.set('acc-1001-0000001', [fakeDeposit(1)]);
  app = await runApp(bank);
  visitor = new Visitor(app.origin);
});
afterEach(() => app.close());

async function link(relink?: string) {
  const away = await startLinkage(visitor, undefined, relink);
  const back = await visitor.get(bank.visit(away.location));
  await app.imports.settled();
  return back;
}

describe('a linkage', () => {
  it('invites a new customer to link', async () => {
    expect((await visitor.get('/')).text).toContain('銀行口座を連携しましょう');
  });

  it('sends the customer to the bank with 303, PKCE and the services chosen', async () => {
    const away = await startLinkage(visitor, ['balances', 'deposits']);
    const url = new URL(away.location);
    expect(away.status).toBe(303);
    expect(url.origin + url.pathname).toBe('http://localhost:4400/gunma/oauth/authorize');
    expect(url.searchParams.get('scope')).toBe('balances deposits');
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('redirect_uri')).toBe(`${app.origin}/callback`);
  });

  it('imports by itself when the customer is back, and shows what is new', async () => {
    const back = await link();
    expect(back.status).toBe(303);
    expect(back.location).toMatch(/^\/imports\//);
    const result = await visitor.get(back.location);
    expect(result.text).toContain('<b>2</b>件の新しい明細');
    const overview = await visitor.get('/');
    expect(overview.text).toContain('本店（001）普通 0000001');
    expect(overview.text).toContain('¥2,000');
    expect(overview.text).toContain('あと90日');
  });

  it('says what is missing in the form, next to it and in a summary', async () => {
    const page = await visitor.post('/link', await visitor.get('/link'), {});
    expect(page.status).toBe(422);
    expect(page.text.match(/銀行を選んでください。/g)).toHaveLength(2);
    expect(page.text.match(/サービスを1つ以上選んでください。/g)).toHaveLength(2);
  });

  it('shows a friendly page after 拒否, also when it is reloaded', async () => {
    const callback = bank.visit((await startLinkage(visitor)).location, 'deny');
    for (const page of [await visitor.get(callback), await visitor.get(callback)]) {
      expect(page.status).toBe(200);
      expect(page.text).toContain('連携は許可されませんでした');
      expect(page.text).toContain('もう一度');
    }
  });

  it('uses a code once however often the callback is loaded', async () => {
    const callback = bank.visit((await startLinkage(visitor)).location);
    const pages = await Promise.all([visitor.get(callback), visitor.get(callback)]);
    pages.push(await visitor.get(callback));
    expect(new Set(pages.map((page) => page.location)).size).toBe(1);
    expect(bank.requests.filter(({ path }) => path.endsWith('/oauth/token'))).toHaveLength(1);
    await app.imports.settled();
  });

  it('keeps several tabs apart', async () => {
    const [first, second] = [await startLinkage(visitor), await startLinkage(visitor, ['balances'])];
    const later = await visitor.get(bank.visit(second.location));
    const earlier = await visitor.get(bank.visit(first.location));
    await app.imports.settled();
    expect([later.status, earlier.status]).toEqual([303, 303]);
    expect(later.location).not.toBe(earlier.location);
  });

  it('refuses a callback of another session or of none, without asking the bank', async () => {
    const callback = bank.visit((await startLinkage(visitor)).location);
    const asked = bank.requests.length;
    const stranger = await new Visitor(app.origin).get(callback);
    expect(stranger.status).toBe(400);
    expect(stranger.text).toContain('連携の手続きが見つかりません');
    expect((await visitor.get('/callback')).status).toBe(400);
    expect(bank.requests).toHaveLength(asked);
  });

  it('refuses a callback of another issuer', async () => {
    const callback = new URL(bank.visit((await startLinkage(visitor)).location));
    callback.searchParams.set('iss', 'http://localhost:4400/mizuho');
    const page = await visitor.get(callback.href);
    expect(page.status).toBe(400);
    expect(page.text).toContain('callback_invalid');
  });

  it('goes on where the old one ended when the customer links again', async () => {
    await link();
    const [old] = app.tools.linkages.all();
    bank.transactions.get('acc-1001-0000001')?.push(fakeLine(3));
    const result = await visitor.get((await link(old?.id)).location);
    expect(result.text).toContain('<b>1</b>件の新しい明細');
    expect(app.tools.linkages.all()).toHaveLength(1);
    expect(app.tools.linkages.all()[0]?.id).not.toBe(old?.id);
    expect(app.tools.accounts.all()).toMatchObject([{ lines: 3, linkageId: app.tools.linkages.all()[0]?.id }]);
  });

  it('follows one that ended without an account', async () => {
    const { accounts } = bank;
    bank.accounts = [];
    await link();
    const [old] = app.tools.linkages.all();
    bank.accounts = accounts;
    await link(old?.id);
    expect(app.tools.linkages.all()).toHaveLength(1);
  });

  it('is marked 連携切れ with the reason as soon as the bank says so, and keeps its data', async () => {
    await link();
    bank.ended = 'expired';
    const page = await visitor.get('/');
    expect(page.text).toContain('連携切れ');
    expect(page.text).toContain('お客様の認可期間が終了しました。');
    expect(page.text).toContain('明細 2件');
    expect(page.text).not.toContain('明細を取り込む');
    expect((await visitor.get('/')).text).toContain('お客様の認可期間が終了しました。');
  });

  it('warns when few days are left', async () => {
    bank.daysLeft = 14;
    await link();
    expect((await visitor.get('/')).text).toContain('あと14日で取り込めなくなります');
    bank.daysLeft = 15;
    expect((await visitor.get('/')).text).not.toContain('取り込めなくなります');
  });
});

describe('連携解除', () => {
  it.each([
    ['keep', 1],
    ['delete', 0],
  ])('ends the consent at the bank and, with %s, leaves %i accounts', async (data, left) => {
    await link();
    const path = `/linkages/${app.tools.linkages.all()[0]?.id}/unlink`;
    const done = await visitor.post(path, await visitor.get(path), { data });
    expect(done.location).toBe('/');
    expect(bank.requests).toContainEqual({ method: 'DELETE', path: '/gunma/api/v1/linkage' });
    expect(app.tools.linkages.all()).toHaveLength(0);
    expect(app.tools.accounts.all()).toHaveLength(left);
    expect((await visitor.get('/')).text).toContain('連携を解除し');
  });

  it('needs no end where the bank has ended it', async () => {
    await link();
    bank.ended = 'superseded';
    await visitor.get('/');
    const path = `/linkages/${app.tools.linkages.all()[0]?.id}/unlink`;
    expect((await visitor.post(path, await visitor.get(path), { data: 'keep' })).status).toBe(303);
    expect(app.tools.linkages.all()).toHaveLength(0);
  });

  it('keeps the linkage while the bank cannot be told', async () => {
    await link();
    const path = `/linkages/${app.tools.linkages.all()[0]?.id}/unlink`;
    const form = await visitor.get(path);
    bank.fault = () => Promise.reject(new TypeError('fetch failed'));
    const page = await visitor.post(path, form, { data: 'delete' });
    expect(page.status).toBe(502);
    expect(page.text).toContain('銀行に接続できませんでした');
    expect(app.tools.accounts.all()).toHaveLength(1);
  });
});
