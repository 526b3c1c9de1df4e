import type { Request, Response } from 'express';
import type { Interaction } from 'oidc-provider';
import type { Linkage, Outcome } from '../bank/linkage-state.ts';
import type { Bank } from './bank.ts';

/**
 * Hands a finished linkage to the authorization server. Doing it again gives the same, so that a linkage survives a
 * crash between the consent and this.
 */
export async function finish(
  bank: Bank,
  req: Request,
  res: Response,
  interaction: Interaction,
  linkage: Linkage,
  outcome: Outcome,
): Promise<void> {
  const { provider } = bank;
  const merge = { mergeWithLastSubmission: false };
  if (outcome.kind === 'denied') {
    const denied = { error: 'access_denied', error_description: 'the customer did not allow the access' };
    return provider.interactionFinished(req, res, denied, merge);
  }
  const { loginId: accountId = '', services = [] } = linkage;
  const asked = String(interaction.params.scope ?? '').split(' ');
  const grant = new provider.Grant({ accountId, clientId: interaction.params.client_id as string });
  grant.jti = outcome.grantId;
  grant.addOIDCScope(services.join(' '));
  const left = asked.filter((scope) => !(services as readonly string[]).includes(scope));
  if (left.length > 0) grant.rejectOIDCScope(left.join(' '));
  await grant.save();
  return provider.interactionFinished(
    req,
    res,
    { login: { accountId, remember: false }, consent: { grantId: outcome.grantId } },
    merge,
  );
}
