import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { gunken } from '../../sandbox/src/bank/profiles/gunken.ts';
import { isSmtpUrl } from '../../sandbox/src/mail/smtp-url.ts';
import { tokenIssuedMail } from '../../sandbox/src/mail/token-issued.ts';
import { tokenInUse } from '../bank/facts.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVisitor, type Screen } from '../support/visitor.ts';

type Mail = components['schemas']['Mail'];
interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

/** A real SMTP server on a free port; `refuse` makes it refuse every mail. */
async function openServer({ refuse = false, user }: { refuse?: boolean; user?: string } = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: user === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: user === undefined,
    onAuth: ({ username, password }, _session, done) =>
      username === user && password === 'p@ss' ? done(null, { user }) : done(new Error('who are you?')),
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (refuse) return done(Object.assign(new Error('mailbox full'), { responseCode: 552 }));
        received.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(pieces).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { received, port: (server.server.address() as AddressInfo).port };
}

async function openWith(smtp?: string): Promise<TestSandbox> {
  const sandbox = await openSandbox({ world: worldOfScreens(), ...(smtp ? { smtp } : {}) });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function issue(sandbox: TestSandbox, loginId = 'mori'): Promise<Screen> {
  const ib = `${sandbox.origin}/gunken/ib`;
  const { press } = createVisitor();
  await press(ib, 'login', { loginId, loginPassword: `${loginId}pw1` });
  await press(ib, 'menu-applications');
  await press(ib, 'one-time-password');
  await press(ib, 'issue');
  await press(ib, 'next', { mailAddress: 'taro@data-bank.example', activationPassword: 'kaishi99' });
  return (await (await press(ib, 'issue')).json()) as Screen;
}

async function mailsOf(sandbox: TestSandbox): Promise<Mail[]> {
  return ((await (await sandbox.control('GET', '/mails')).json()) as { mails: Mail[] }).mails;
}

/** The outbox once nothing is being sent. */
async function settled(sandbox: TestSandbox): Promise<Mail[]> {
  await expect.poll(async () => (await mailsOf(sandbox)).every(({ status }) => status !== 'kept')).toBe(true);
  return mailsOf(sandbox);
}

/** The text of a mail as it was before it was encoded to travel. */
function textOf(source: string): string {
  const [head = '', ...body] = source.split('\r\n\r\n');
  const encoded = body.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(encoded, 'base64').toString();
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

describe('a mail', () => {
  test('reaches an SMTP server, from the domain that the manual names', async () => {
    const { received, port } = await openServer();
    const sandbox = await openWith(`smtp://127.0.0.1:${port}`);
    expect((await issue(sandbox)).id).toBe('token-issued');
    const [mail] = await settled(sandbox);
    expect(mail?.status).toBe('sent');
    expect(received).toMatchObject([{ from: 'otp@otp-auth.net', to: ['taro@data-bank.example'] }]);
    const source = received[0]?.source ?? '';
    expect(source).toMatch(/^Date: Fri, 20 Nov 2026 00:0\d:\d\d \+0000\r$/m);
    expect(textOf(source).replaceAll('\r\n', '\n').trim()).toBe(mail?.text.trim());
  });

  test('is sent with the user and password of the URL', async () => {
    const { received, port } = await openServer({ user: 'me' });
    const sandbox = await openWith(`smtp://me:p%40ss@127.0.0.1:${port}`);
    await issue(sandbox);
    await settled(sandbox);
    expect(received).toHaveLength(1);
  });

  test('that the server refuses is reported, and the page is as ever', async () => {
    const { received, port } = await openServer({ refuse: true });
    const sandbox = await openWith(`smtp://127.0.0.1:${port}`);
    expect((await issue(sandbox)).code).toBe('BOT002');
    expect(await settled(sandbox)).toMatchObject([
      { status: 'failed', error: expect.stringContaining('mailbox full') },
    ]);
    expect([received, sandbox.faults.map(String)]).toEqual([[], [expect.stringContaining('mailbox full')]]);
  });

  test('for which there is no server is reported, and the page is as ever', async () => {
    const sandbox = await openWith('smtp://127.0.0.1:1');
    expect((await issue(sandbox)).code).toBe('BOT002');
    expect(await settled(sandbox)).toMatchObject([
      { status: 'failed', error: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  test('that the phone filters is not sent', async () => {
    const { received, port } = await openServer();
    const sandbox = await openWith(`smtp://127.0.0.1:${port}`);
    await issue(sandbox, 'ishikawa');
    expect((await settled(sandbox)).map(({ status }) => status)).toEqual(['filtered']);
    await sandbox.close();
    expect(received).toEqual([]);
  });

  test('stays in the outbox where no server is named, the oldest first, until the reset', async () => {
    const sandbox = await openWith();
    await issue(sandbox);
    await issue(sandbox);
    await issue(sandbox, 'ikeda');
    const mails = await mailsOf(sandbox);
    expect(mails.map(({ loginId, status }) => [loginId, status])).toEqual([
      ['mori', 'kept'],
      ['mori', 'kept'],
      ['ikeda', 'kept'],
    ]);
    await sandbox.control('POST', '/reset');
    expect(await mailsOf(sandbox)).toEqual([]);
  });
});

describe('the letter with the download URL', () => {
  const letter = tokenIssuedMail(
    { ...gunken, name: '○△□銀行' },
    {
      loginId: 'mori',
      token: { ...tokenInUse, serviceId: '10112231', userId: '99980000001' },
      url: 'http://localhost:4400/gunken/token-app',
      now: 0,
    },
  );

  test('is that of the manual', () => {
    expect(letter.text).toBe(`○△□銀行のワンタイムパスワード認証サービスをお申し込みいただきましてありがとうございます。

下記URLをクリックして、ワンタイムパスワードアプリをダウンロードしてください。

http://localhost:4400/gunken/token-app

初期設定では、以下の項目をご入力ください。

・サービスID
10112231
・ユーザID
99980000001
・利用開始パスワード
申請時に入力したもの

※これはサンドボックス（テスト環境）からのメールです。
`);
  });
});

describe('isSmtpUrl', () => {
  test.each([
    ['smtp://localhost:1025', true],
    ['smtps://user:pass@mail.example', true],
    ['smtp://', false],
    ['http://localhost', false],
    ['localhost:1025', false],
    ['', false],
  ])('says of %j %s', (text, expected) => {
    expect(isSmtpUrl(text)).toBe(expected);
  });
});
