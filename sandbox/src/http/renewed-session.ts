import { createHmac } from 'node:crypto';
import type { Submission } from '../bank/linkage.ts';
import type { ServerKeys } from '../oauth/keys.ts';

/**
 * The id of a session after a further proof of who the customer is: another one, that the same proof given once more in
 * the session of before leads to as well. Of a double click a browser throws the first answer away, with the cookie in it.
 *
 * @param keys - without them nobody can tell the new id from the old one
 * @param session - the id before
 * @param submission - the proof, as it was given
 */
export function renewedSession(keys: ServerKeys, session: string, { action, values }: Submission): string {
  return createHmac('sha256', keys.cookieKey)
    .update(`session after ${session} ${JSON.stringify([action, values])}`)
    .digest('base64url');
}
