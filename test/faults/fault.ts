import type { Ground } from './ground.ts';

/** What became of a fault: whether the sandbox did as expected, and what was seen, in words and measured figures. */
export interface Seen {
  readonly held: boolean;
  readonly seen: string;
}

/** Something that goes wrong around the sandbox, and how it has to come through. */
export interface Fault {
  /** By which it is chosen: lower-case words and hyphens. */
  readonly name: string;
  /** What goes wrong. */
  readonly fault: string;
  readonly expected: string;
  /** Played by `npm test` too: quick, and no other test has it. */
  readonly isQuick?: true;
  /** Plays it. An error is a miss, {@link NotPlayable} none. */
  run(ground: Ground): Promise<Seen>;
}

/** This machine lacks what the fault needs; the message says what, and how to get it. */
export class NotPlayable extends Error {
  override name = 'NotPlayable';
}

/** How often each text occurs: `1 × 200, 49 × 400 invalid_grant`. */
export function tally(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([text, count]) => `${count} × ${text}`)
    .join(', ');
}
