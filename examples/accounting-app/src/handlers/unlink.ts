import { LinkageEndedError, LinkageNotFoundError } from '@renkei/sdk';
import type { RequestHandler } from 'express';
import { notFoundPage, troublePage } from '../pages/trouble-page.ts';
import { unlinkPage } from '../pages/unlink-page.ts';
import type { LinkageRecord } from '../records.ts';
import { linkTo, routes } from '../routes.ts';
import type { Tools } from '../tools.ts';
import { explain } from '../trouble.ts';
import { oneOf } from './input.ts';

/** GET /linkages/{linkage}/unlink */
export function showUnlinkForm(tools: Tools): RequestHandler {
  return (request, response) => {
    const linkage = tools.linkages.find(oneOf(request.params.linkage));
    if (!linkage) return void response.status(404).send(notFoundPage().text);
    const { csrf } = tools.sessions.of(request, response);
    response.send(unlinkPage({ linkage, accounts: tools.accounts.of(linkage.id).length, csrf }).text);
  };
}

/** POST /linkages/{linkage}/unlink: ends the consent at the bank, then forgets the linkage. */
export function unlink(tools: Tools): RequestHandler {
  return async (request, response) => {
    const linkage = tools.linkages.find(oneOf(request.params.linkage));
    if (!linkage) return void response.status(404).send(notFoundPage().text);
    const session = tools.sessions.of(request, response);
    if (tools.imports.runningFor(linkage.id)) {
      session.notice = '明細を取り込んでいます。終わってから、もう一度連携を解除してください。';
      return void response.redirect(303, routes.overview);
    }

    try {
      await endAtBank(tools, linkage);
    } catch (error) {
      const again = { href: linkTo('unlink', { linkage: linkage.id }), label: 'もう一度' };
      return void response.status(502).send(troublePage({ trouble: explain(error), again }).text);
    }
    const forget = oneOf(request.body.data) === 'delete';
    if (forget) tools.accounts.removeOf(linkage.id);
    tools.linkages.remove(linkage.id);
    session.notice = forget
      ? `「${linkage.bankName}」の連携を解除し、取り込み済みの明細を削除しました。`
      : `「${linkage.bankName}」の連携を解除しました。取り込み済みの明細は残っています。`;
    response.redirect(303, routes.overview);
  };
}

/** A linkage that the bank has ended already needs no end. */
async function endAtBank({ bank }: Tools, linkage: LinkageRecord): Promise<void> {
  try {
    await bank.end(linkage);
  } catch (error) {
    if (!(error instanceof LinkageEndedError || error instanceof LinkageNotFoundError)) throw error;
  }
}
