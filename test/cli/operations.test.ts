import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import description from '../../openapi/generated/sandbox.json' with { type: 'json' };
import { program } from '../../sandbox/src/cli/program.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run, runShell } from './command.ts';

const account = ['gunma', '001-1-2000002'];
const certificateDirectory = join(mkdtempSync(join(tmpdir(), 'renkei-operations-')), 'certificate');

/** The command of each operation of the control API. */
const commands: Readonly<Record<string, readonly string[]>> = {
  getHealth: ['health'],
  listBanks: ['banks'],
  startMaintenance: ['maintenance', 'start', 'sorachi', '--for', 'PT2H'],
  endMaintenance: ['maintenance', 'end', 'sorachi'],
  listCustomers: ['customers', 'gunma'],
  getCustomer: ['customers', 'show', 'gunma', 'tanaka'],
  updateCustomer: ['customers', 'update', 'gunma', 'tanaka', '--lock'],
  getOneTimePassword: ['otp', 'mizuho', 'sato', '--challenge', '12345678'],
  listLinkages: ['linkages', 'list', '--bank', 'gunma'],
  endLinkages: ['linkages', 'end', 'gunma', 'sato'],
  expireAccessTokens: ['linkages', 'expire-tokens', 'mizuho', 'tanaka'],
  bookLines: ['lines', 'add', ...account, '--amount', '550', '--description', 'ﾃｽｳﾘﾖｳ', '--out'],
  listMails: ['mails'],
  listClients: ['clients'],
  registerClient: ['clients', 'register', '--redirect-uri', 'http://localhost:3000/callback'],
  listCertificates: ['certificates'],
  issueClientCertificate: ['certificates', 'issue', 'my-app', '--output', certificateDirectory],
  downloadCertificate: ['certificates', 'download', 'suzuki-valid.p12', '--output', '-'],
  revokeCertificate: ['certificates', 'revoke', 'suzuki-valid'],
  unrevokeCertificate: ['certificates', 'restore', 'suzuki-valid'],
  getClock: ['clock'],
  setClock: ['clock', 'freeze'],
  advanceClock: ['clock', 'advance', 'PT1H'],
  getSnapshot: ['snapshot', 'save', '-'],
  restoreSnapshot: ['snapshot', 'restore', '-'],
  listWorlds: ['worlds'],
  createWorld: ['worlds', 'create', '--id', 'mine'],
  deleteWorld: ['worlds', 'end', 'mine'],
  listFaults: ['faults'],
  addFault: ['faults', 'add', '--status', '500', '--bank', 'gunma', '--times', '1'],
  removeFault: ['faults', 'clear', 'gunma-noguchi-1'],
  clearFaults: ['faults', 'clear'],
  readJournal: ['journal'],
  exportHar: ['journal', '--har'],
  exportMermaid: ['journal', '--mermaid'],
  followJournal: ['journal', '--follow'],
  clearJournal: ['journal', '--clear'],
  reset: ['reset'],
};

interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: RegExp;
}

const operations: readonly Operation[] = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]) => {
    if (!('operationId' in operation)) return [];
    const matched = new RegExp(`^/sandbox/v1${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return [{ operationId: operation.operationId as string, method: method.toUpperCase(), path: matched }];
  }),
);

/** What was asked of the control API, and what it answered. */
interface Exchange {
  readonly operationId: string | undefined;
  readonly status: number;
  readonly body: Buffer;
}

let sandbox: TestSandbox;
let listener: Server;
let url: string;
const exchanges: Exchange[] = [];

/** Stands between the command and the sandbox, and notes what passes. */
function listenIn(): Server {
  return createServer(async (req, res) => {
    const chunks = await req.toArray();
    const { method = '', url: target = '' } = req;
    const type = req.headers['content-type'];
    const answer = await fetch(sandbox.origin + target, {
      method,
      headers: type ? { 'Content-Type': type } : {},
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    // The first piece of an endless answer is enough.
    const { value } = (isStream && (await answer.body?.getReader().read())) || {};
    const body = Buffer.from(value ?? (await answer.bytes()));
    const path = target.split('?')[0] ?? '';
    const found = operations.find((operation) => operation.method === method && operation.path.test(path));
    exchanges.push({ operationId: found?.operationId, status: answer.status, body });
    res.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? 'application/json' });
    res.end(answer.status === 204 ? undefined : body);
  });
}

beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox();
  listener = listenIn().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  for (const customer of [
    ['gunma', 'sato'],
    ['mizuho', 'tanaka'],
  ]) {
    expect((await run(['link', ...customer, '--url', sandbox.origin])).code).toBe(0);
  }
}, 60_000);
afterAll(async () => {
  listener.close();
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

describe('the control API', () => {
  test('has a command for every operation', () => {
    expect(Object.keys(commands).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
  });

  test.each(Object.entries(commands))('%s is what its command asks, and prints with --json', async (id, command) => {
    exchanges.length = 0;
    const stdin = id === 'restoreSnapshot' ? JSON.stringify(await sandbox.snapshot()) : '';
    const line = `sandbox ${command.map((part) => `'${part}'`).join(' ')} --json`;
    const { code, stdout, stderr } = await runShell(line, { environment: { RENKEI_SANDBOX_URL: url }, stdin });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [exchange, ...more] = exchanges;
    expect([exchange?.operationId, more]).toEqual([id, []]);
    const { status = 0, body = Buffer.alloc(0) } = exchange ?? {};
    if (id === 'downloadCertificate') expect(stdout.length).toBeGreaterThan(1000);
    // A key is written to its file, not to the screen.
    else if (id === 'issueClientCertificate') expect(stdout).not.toContain('PRIVATE KEY');
    else if (id === 'exportMermaid') expect(stdout).toBe(body.toString());
    else if (id === 'followJournal') expect(body.toString()).toContain(`data: ${stdout.split('\n')[0]}\n`);
    // Where it answers nothing, the command says what was done.
    else if (status === 204) expect(typeof JSON.parse(stdout)).toBe('object');
    else expect(JSON.parse(stdout)).toEqual(JSON.parse(body.toString()));
  });
});

describe('the choices of an option', () => {
  const { schemas } = description.components;
  const changes = description.paths['/customers/{bank}/{loginId}'].patch.requestBody.content['application/json'].schema;
  const choicesOf = (path: readonly string[], option: string) => {
    const command = path.reduce<Command | undefined>(
      (above, name) => above?.commands.find((sub) => sub.name() === name),
      program(),
    );
    return command?.options.find(({ long }) => long === option)?.argChoices;
  };

  test.each([
    [['customers', 'update'], '--token-action', changes.properties.tokenAction.enum],
    [['customers', 'update'], '--camera-token', schemas.CameraTokenState.enum],
    [['linkages', 'end'], '--reason', schemas.ConsentEndReason.enum],
    [['lines', 'add'], '--category', schemas.NewLine.properties.category.enum],
    [['faults', 'add'], '--effect', schemas.FaultMembers.properties.effect.enum],
  ])('are those of the API: %j %s', (path, option, expected) => {
    expect(choicesOf(path, option)).toEqual(expected);
  });
});
