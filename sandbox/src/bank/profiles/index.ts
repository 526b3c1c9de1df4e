import type { BankProfile } from '../profile.ts';
import { gunken } from './gunken.ts';
import { gunma } from './gunma.ts';
import { miyakojima } from './miyakojima.ts';
import { mizuho } from './mizuho.ts';
import { sorachi } from './sorachi.ts';

/** Every bank that the sandbox can play, by id. */
export const profiles: Readonly<Record<string, BankProfile>> = { gunma, sorachi, miyakojima, gunken, mizuho };
