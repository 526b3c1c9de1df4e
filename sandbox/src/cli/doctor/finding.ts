/** What a check has found. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly message: string;
  /** What to do about it. */
  readonly next?: string;
}

/** What the set-up is looked at for. */
export interface SetUp {
  readonly url: string;
  /** The user said where the sandbox is: it should be there. */
  readonly urlIsGiven: boolean;
  readonly token?: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly data?: string;
  readonly world?: string;
}

/** Looks at one thing; says nothing where there is nothing to look at. */
export type Check = (setUp: SetUp) => readonly Finding[] | Promise<readonly Finding[]>;

export const ok = (check: string, message: string): Finding => ({ check, status: 'ok', message });
export const warning = (check: string, message: string, next: string): Finding => ({
  check,
  status: 'warning',
  message,
  next,
});
export const problem = (check: string, message: string, next: string): Finding => ({
  check,
  status: 'problem',
  message,
  next,
});
