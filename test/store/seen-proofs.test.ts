import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isProofSeen, rememberProof } from '../../sandbox/src/store/seen-proofs.ts';
import { openDatabase } from '../../sandbox/src/store/sqlite.ts';

let db: Awaited<ReturnType<typeof openDatabase>>;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  db = await openDatabase();
});
afterEach(async () => {
  vi.useRealTimers();
  await db.destroy();
});

const proof = (id: string, bank = 'gunma') => ({ bank, id });

test('a proof is new once', async () => {
  expect(await isProofSeen(db, proof('a'))).toBe(false);
  expect(await rememberProof(db, proof('a'), 60)).toBe(true);
  expect(await rememberProof(db, proof('a'), 60)).toBe(false);
  expect(await isProofSeen(db, proof('a'))).toBe(true);
});

test('a proof at one bank says nothing of another', async () => {
  await rememberProof(db, proof('a'), 60);
  expect(await rememberProof(db, proof('a', 'mizuho'), 60)).toBe(true);
});

test('proofs that are too old to come again are forgotten: the memory does not grow with time', async () => {
  for (let minute = 0; minute < 100; minute += 1) {
    for (let index = 0; index < 10; index += 1) await rememberProof(db, proof(`${minute} ${index}`), 300);
    vi.advanceTimersByTime(60_000);
  }
  const { kept } = await db
    .selectFrom('seen_proofs')
    .select((expression) => expression.fn.countAll<number>().as('kept'))
    .executeTakeFirstOrThrow();
  expect(kept).toBe(50);
});
