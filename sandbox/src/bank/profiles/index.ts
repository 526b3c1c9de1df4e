import type { BankProfile } from '../profile.ts';
import { gunma } from './gunma.ts';

/** Every bank that the sandbox can play, by id. */
export const profiles: Readonly<Record<string, BankProfile>> = { gunma };
