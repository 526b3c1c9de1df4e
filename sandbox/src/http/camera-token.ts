import type { RequestHandler } from 'express';
import { cameraTokenPassword, isChallenge } from '../bank/camera-token.ts';
import { refusal } from '../bank/refusal.ts';
import { renderCameraToken } from '../screens/html/camera-token-page.tsx';
import { findCameraToken } from '../store/customers.ts';
import type { Bank } from './bank.ts';
import { Problem } from './problem.ts';
import { wantsJson } from './screen-answer.ts';

type Read =
  | { readonly oneTimePassword: string }
  | { readonly refusedFor: 'challenge_malformed' | 'camera_token_unknown'; readonly detail: string };

async function read({ store, profile }: Bank, tokenCode: string, challenge: string): Promise<Read> {
  if (!isChallenge(challenge)) {
    return { refusedFor: 'challenge_malformed', detail: 'challenge is not what a 2-D code says; expected 8 digits' };
  }
  const token = await findCameraToken(store.db, profile.id, tokenCode);
  if (token) return { oneTimePassword: cameraTokenPassword(token.secret, challenge) };
  const detail = `${profile.id} has no camera token of this tokenCode; see cameraToken.code in GET /sandbox/v1/customers`;
  return { refusedFor: 'camera_token_unknown', detail };
}

/** `GET /camera-token`: the page that plays the device. The device knows nothing of linkages: any challenge has an answer. */
export function getCameraToken(bank: Bank): RequestHandler {
  return async (req, res) => {
    const { tokenCode = '', challenge = '' } = res.locals.query as { tokenCode?: string; challenge?: string };
    const isAsked = challenge !== '' || tokenCode !== '';
    const answer = isAsked ? await read(bank, tokenCode.trim(), challenge.trim()) : undefined;
    if (wantsJson(req)) {
      if (answer === undefined) {
        throw new Problem(
          400,
          'invalid_request',
          'there is no code to read; send tokenCode and challenge in the query',
        );
      }
      if ('detail' in answer) throw new Problem(422, answer.refusedFor, answer.detail);
      res.json(answer);
      return;
    }
    const shown = answer && ('detail' in answer ? { error: refusal(answer.refusedFor).message } : answer);
    const page = renderCameraToken({ bankName: bank.profile.name, tokenCode, challenge, ...shown });
    res
      .status(shown && 'error' in shown ? 422 : 200)
      .type('html')
      .send(page);
  };
}
