import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseWorldFile } from '@renkei/sandbox';
import Ajv from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultWorld } from '../../sandbox/src/world/default-world.ts';
import { worldJsonSchema } from '../../sandbox/src/world/world-json-schema.ts';
import { worldTemplate } from '../../sandbox/src/world/world-template.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'renkei-worlds-'));
let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const ask = (...argv: string[]) => run([...argv, '--url', sandbox.origin]);

describe('the world file to begin with', () => {
  const world = parseWorldFile(worldTemplate, 'world.yaml');

  test('is one that the sandbox plays', async () => {
    const played = await openSandbox({ world });
    const { customers } = (await (await played.control('GET', '/customers')).json()) as { customers: unknown[] };
    expect(customers).toHaveLength(1);
    await played.close();
  });

  test('fits the JSON Schema of world files, as the default world does, and a misspelt key does not', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(worldJsonSchema());
    expect([validate(world), validate(defaultWorld())]).toEqual([true, true]);
    expect(validate({ banks: { gunma: { companys: [] } } })).toBe(false);
  });
});

describe('sandbox init', () => {
  test('writes it, and not over a file that is there', async () => {
    const file = join(folder, 'world.yaml');
    expect(await run(['init', file])).toMatchObject({
      code: 0,
      stdout: `Wrote ${file}; start it with: npx sandbox start --world ${file}\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe(worldTemplate);
    const again = await run(['init', file]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('is there already; choose another file, or write over it with --force');
    expect((await run(['init', join(folder, 'nowhere', 'world.yaml')])).stderr).toContain('cannot be written (ENOENT)');
  });

  test('prints the JSON Schema', async () => {
    expect(JSON.parse((await run(['init', '--schema'])).stdout)).toEqual(worldJsonSchema());
  });
});

describe('sandbox worlds', () => {
  test('makes a world from a file, lists it and ends it', async () => {
    const file = join(folder, 'small.yaml');
    writeFileSync(file, 'name: small\nbanks: { gunma: {} }\n');
    expect((await ask('worlds')).stdout).toBe('No other world; make one with: sandbox worlds create\n');
    const origin = `${sandbox.origin}/w/small`;
    expect((await ask('worlds', 'create', '--id', 'small', '--file', file)).stdout).toBe(`${origin}\n`);
    expect(await (await fetch(`${origin}/sandbox/v1/health`)).json()).toMatchObject({ world: 'small' });
    expect((await ask('worlds', 'list')).stdout).toContain(origin);
    expect((await ask('worlds', 'create', '--id', 'small')).stderr).toMatch(/there is a world small already/);
    expect((await ask('worlds', 'end', 'small')).stdout).toBe('Ended small.\n');
    expect((await fetch(`${origin}/sandbox/v1/health`)).status).toBe(404);
  });

  test('tells the mistakes of a file with line and key', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'banks:\n  gunma:\n    companys: []\n');
    const { code, stderr } = await ask('worlds', 'create', '--file', file);
    expect(code).toBe(1);
    expect(stderr).toContain(':3: banks.gunma.companys: unknown key; check its spelling');
  });
});

describe('sandbox snapshot', () => {
  test('is saved and restored', async () => {
    const file = join(folder, 'snapshot.json');
    expect((await ask('snapshot', 'save', file)).stdout).toBe(`Wrote ${file}.\n`);
    expect(existsSync(file)).toBe(true);
    await sandbox.changeCustomer('gunma', 'sato', { locked: true });
    expect((await ask('snapshot', 'restore', file)).stdout).toBe(`The world is as it was in ${file}.\n`);
    expect((await sandbox.customers('gunma')).find(({ loginId }) => loginId === 'sato')?.locked).toBe(false);
    writeFileSync(file, '{');
    expect((await ask('snapshot', 'restore', file)).stderr).toContain(
      'is not JSON; expected what sandbox snapshot save wrote',
    );
  });
});

describe('sandbox maintenance', () => {
  test('closes a bank and opens it again', async () => {
    expect((await ask('maintenance', 'start', 'gunma', '--for', 'PT2H')).stdout).toMatch(
      /^gunma is under maintenance until /,
    );
    expect((await fetch(`${sandbox.issuer}/api/v1/accounts`)).status).toBe(503);
    expect((await ask('maintenance', 'end', 'gunma')).stdout).toBe('gunma is open again.\n');
    expect((await fetch(`${sandbox.issuer}/api/v1/accounts`)).status).toBe(401);
  });
});

describe('sandbox linkages', () => {
  test('are listed and ended for a reason', async () => {
    expect((await ask('linkages')).stdout).toBe('No linkage yet.\n');
    expect((await ask('link', 'gunma', 'sato')).code).toBe(0);
    expect((await ask('linkages', 'list')).stdout).toContain('90 days left');
    expect((await ask('linkages', 'expire-tokens', 'gunma', 'sato')).stdout).toBe(
      'The access tokens of 1 have expired.\n',
    );
    expect((await ask('linkages', 'end', 'gunma', 'sato')).stdout).toBe('Ended 1 (revoked_by_bank).\n');
    expect((await ask('linkages')).stdout).toContain('revoked_by_bank');
    expect((await ask('linkages', 'end', 'gunma', 'sato')).stderr).toMatch(/no linkage in force is like that/);
  });
});
