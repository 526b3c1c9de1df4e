import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, type LinkageTokens } from '@renkei/sdk';
import { FileTokenStore } from '@renkei/sdk/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { caught } from './caught.ts';
import { FakeBank, hour } from './fake-bank.ts';

const tokens: LinkageTokens = {
  issuer: 'https://bank.example',
  clientId: 'demo',
  services: ['balances'],
  accessToken: 'access-secret',
  accessTokenExpiresAt: 1,
  refreshToken: 'refresh-secret',
};
let base: string;
let directory: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'renkei-'));
  directory = join(base, 'linkages');
});
afterEach(() => rm(base, { recursive: true }));

test('tokens are kept in one file per linkage that only its owner can read', async () => {
  const store = new FileTokenStore(directory);
  await store.set('one', tokens);
  expect(await new FileTokenStore(directory).get('one')).toEqual(tokens);
  expect(await readdir(directory)).toEqual(['one.json']);
  expect((await stat(join(directory, 'one.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
});

test('what is not there is undefined, and deleting it is no error', async () => {
  const store = new FileTokenStore(directory);
  expect(await store.get('one')).toBeUndefined();
  await store.delete('one');
  await store.set('one', tokens);
  await store.delete('one');
  expect(await store.get('one')).toBeUndefined();
});

test('a reader sees the old tokens or the new ones, never half of them', async () => {
  const store = new FileTokenStore(directory);
  await store.set('one', tokens);
  const writes = Array.from({ length: 50 }, (_, number) =>
    store.set('one', { ...tokens, accessTokenExpiresAt: number }),
  );
  const reads = Array.from({ length: 50 }, () => store.get('one'));
  for (const read of await Promise.all(reads)) expect(read?.accessToken).toBe('access-secret');
  await Promise.all(writes);
  expect(await readdir(directory)).toEqual(['one.json']);
});

test.each(['', '.', '..', '../one', 'a/b', 'a\\b', 'a\0b', 'one.json', 'x'.repeat(65)])(
  'the id %j cannot leave the directory',
  async (id) => {
    await writeFile(join(base, 'one.json'), JSON.stringify(tokens));
    const store = new FileTokenStore(directory);
    for (const call of [store.get(id), store.set(id, tokens), store.delete(id)]) {
      expect(await caught(call)).toBeInstanceOf(ConfigurationError);
    }
    expect(await readdir(base)).toEqual(['one.json']);
  },
);

test.each(['{"accessToken":"access-secret', '[]', '{}'])(
  'a damaged file (%s) is named and left alone',
  async (text) => {
    const store = new FileTokenStore(directory);
    await store.set('one', tokens);
    const path = join(directory, 'one.json');
    await writeFile(path, text);
    const error = await caught(store.get('one'));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toContain(path);
    expect((error as Error).stack).not.toContain('access-secret');
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);

test('a linkage outlives its process', async () => {
  const fake = new FakeBank();
  const { id } = await fake.linked(fake.link({ tokenStore: new FileTokenStore(directory) }));
  fake.time += hour;
  const later = await fake.link({ tokenStore: new FileTokenStore(directory) }).open(id);
  await later.status();
  expect(await readFile(join(directory, `${id}.json`), 'utf8')).toContain(fake.refreshToken);
  await later.end();
  expect(await readdir(directory)).toEqual([]);
});
