import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';

/** How an answer can go wrong on its way. */
export type BrokenAnswer = 'truncate-body' | 'malformed-json' | 'slow-bytes';

/** Between two bytes of a slow answer, unless its delay says otherwise. */
const BYTE_MILLISECONDS = 10;

const halfOf = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));

/** The connection ends where the `Content-Length` promises more. */
function truncate(res: Response, body: Buffer): void {
  res.set('Content-Length', String(body.length));
  res.write(halfOf(body), () => res.destroy());
}

/** The text ends in the middle, though the answer is whole. */
function cut(res: Response, body: Buffer): void {
  const half = halfOf(body);
  res.set('Content-Length', String(half.length));
  res.end(half);
}

async function sendSlowly(res: Response, body: Buffer, milliseconds: number): Promise<void> {
  for (const byte of body) {
    if (res.destroyed) return;
    res.write(Buffer.of(byte));
    await wait(milliseconds);
  }
  res.end();
}

/**
 * Lets an answer go wrong after it was made: what the request did is done. An answer without a body stays as it is.
 *
 * @param res - nothing of it is sent yet
 * @param effect - how
 * @param byteMilliseconds - between two bytes of a slow one
 */
export function breakAnswer(res: Response, effect: BrokenAnswer, byteMilliseconds = BYTE_MILLISECONDS): void {
  const { end } = res;
  const broken = (chunk?: unknown, encoding?: unknown): Response => {
    res.end = end;
    const known = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
    const body = typeof chunk === 'string' ? Buffer.from(chunk, known) : chunk;
    if (!(body instanceof Uint8Array) || body.length === 0) return res.end();
    const bytes = Buffer.from(body);
    if (effect === 'truncate-body') truncate(res, bytes);
    else if (effect === 'malformed-json') cut(res, bytes);
    else void sendSlowly(res, bytes, byteMilliseconds);
    return res;
  };
  res.end = broken as typeof end;
}
