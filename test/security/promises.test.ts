import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectSandbox } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import { defaultWorld } from '../../sandbox/src/world/default-world.ts';
import { worldOfScreens } from '../browser/world.ts';
import { buildCommand, type Started, start, startIn } from '../cli/command.ts';
import { createApp } from '../support/app.ts';
import { openSandbox } from '../support/sandbox.ts';

beforeAll(buildCommand, 60_000);

/** Whether something answers at an address. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const tell = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
    socket.setTimeout(2000, () => tell(false));
  });
}

/** Starts a sandbox whose process writes down whom it tries to reach. */
function startTrapped(file: string, ...args: string[]): Promise<Started> {
  return startIn(
    { TRAP_FILE: file, NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'trap.mjs')).href}` },
    ...args,
  );
}

describe('a sandbox listens', () => {
  const beyond = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, address }) => !internal && !address.startsWith('fe80')),
  );
  const isThere = (address: string) =>
    Object.values(networkInterfaces()).some((addresses) => addresses?.some((one) => one.address === address));

  test('on loopback alone, IPv4 and IPv6, by HTTP and by TLS', async () => {
    const sandbox = await openSandbox({ world: worldOfScreens() });
    const ports = [sandbox.origin, sandbox.tlsOrigin].map((origin) => Number(new URL(origin).port));
    for (const port of ports) {
      expect(await answers('127.0.0.1', port)).toBe(true);
      expect(await answers('::1', port)).toBe(isThere('::1'));
      for (const { address } of beyond) expect([address, await answers(address, port)]).toEqual([address, false]);
    }
    await sandbox.close();
  });

  test('beyond it where --host says so, and prints the token that the control API then wants', async () => {
    const started = await start('--host', '0.0.0.0');
    const port = Number(new URL(started.origin).port);
    for (const { address } of beyond.filter(({ family }) => family === 'IPv4')) {
      expect([address, await answers(address, port)]).toEqual([address, true]);
    }
    const [, token = ''] = /^Token +(\S+) /m.exec(started.text.stdout) ?? [];
    const health = (headers: Record<string, string>) => fetch(`${started.origin}/sandbox/v1/health`, { headers });
    expect([(await health({})).status, (await health({ Authorization: `Bearer ${token}` })).status]).toEqual([
      401, 200,
    ]);
    await started.stop();
  });
});

describe('the names of the default world are fictitious', () => {
  test('every bank and every company says that it is a sandbox, and no bank code is taken', () => {
    const world = defaultWorld();
    for (const { name, institution } of Object.values(profiles)) {
      expect(name).toMatch(/^サンドボックス/);
      // 9990 to 9998 are given to no bank.
      expect(institution.code).toMatch(/^99\d\d$/);
    }
    for (const { companies } of Object.values(world.banks)) {
      for (const { name, customers } of companies) {
        expect(name).toContain('サンドボックス');
        for (const { mailAddress } of customers) expect(mailAddress ?? 'x@customer.example').toMatch(/\.example$/);
      }
    }
    for (const { name, companyName } of world.clients) expect(name + companyName).toMatch(/サンドボックス|デモ/);
  });
});

describe('a sandbox reaches nobody', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renkei-trap-'));
  const file = join(folder, 'trapped');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('outside of this machine, by a name or an address, while every bank is used: mails stay in the outbox', async () => {
    const started = await startTrapped(file);
    const sandbox = connectSandbox(started.origin);
    const customers = { gunma: 'tanaka', sorachi: 'kobayashi', miyakojima: 'inoue', gunken: 'abe', mizuho: 'sato' };
    for (const [bank, loginId] of Object.entries(customers)) {
      const app = await createApp(sandbox, bank, {
        client_uri: 'https://vendor.example/',
        policy_uri: 'https://vendor.example/policy',
        jwks_uri: 'https://vendor.example/jwks',
      });
      const { url, pending } = await app.start();
      const linkage = await app.complete(await sandbox.customer(bank, loginId).link(url), pending);
      for await (const account of linkage.accounts()) expect(account.accountId).toBeTruthy();
      await linkage.end();
    }
    for (const path of ['/', '/gunken/ib', '/gunken/token-app', '/gunma/flow.svg', '/sandbox/v1/certificates/ca.crl']) {
      expect((await sandbox.fetch(`${started.origin}${path}`)).status).toBe(200);
    }
    const mails = await sandbox.mails();
    expect(mails.length).toBeGreaterThan(0);
    for (const { status } of mails) expect(['kept', 'filtered', 'undeliverable']).toContain(status);
    await started.stop();
    expect(readFileSync(file, 'utf8').trim().split('\n')).toEqual(['ready']);
  }, 60_000);

  test('but the SMTP server that it is given; then the trap sees it', async () => {
    const started = await startTrapped(file, '--smtp', 'smtp://mail.invalid:2525');
    const sandbox = connectSandbox(started.origin);
    const app = await createApp(sandbox, 'mizuho');
    await sandbox.customer('mizuho', 'sato').link((await app.start()).url);
    await started.stop();
    expect(readFileSync(file, 'utf8')).toContain('mail.invalid');
  }, 60_000);
});
