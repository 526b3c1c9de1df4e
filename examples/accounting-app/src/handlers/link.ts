import type { RequestHandler, Response } from 'express';
import { type Bank, listBanks } from '../bank-directory.ts';
import { linkPage } from '../pages/link-page.ts';
import { troublePage } from '../pages/trouble-page.ts';
import { type Service, services } from '../records.ts';
import { linkTo, routes } from '../routes.ts';
import { contentSecurityPolicy } from '../security.ts';
import { remember } from '../session.ts';
import type { Tools } from '../tools.ts';
import { explain } from '../trouble.ts';
import { allOf, oneOf } from './input.ts';

/** GET /link: `relink` names a linkage to follow; `bank` and `services` are what was chosen before. */
export function showLinkForm(tools: Tools): RequestHandler {
  return async (request, response) => {
    const { csrf } = tools.sessions.of(request, response);
    const replaces = tools.linkages.find(oneOf(request.query.relink)) ?? null;
    const banks = await banksOrTrouble(tools, response);
    if (!banks) return;

    const wanted = allOf(request.query.services);
    const bank = replaces?.bank ?? oneOf(request.query.bank);
    const chosen = { bank, services: replaces?.services ?? (wanted.length > 0 ? wanted : services) };
    response.send(linkPage({ banks, chosen, replaces, errors: {}, csrf }).text);
  };
}

/** POST /link: off to the bank. */
export function startLinkage(tools: Tools): RequestHandler {
  return async (request, response) => {
    const session = tools.sessions.of(request, response);
    const banks = await banksOrTrouble(tools, response);
    if (!banks) return;

    const replaces = tools.linkages.find(oneOf(request.body.relink)) ?? null;
    const chosen = { bank: oneOf(request.body.bank), services: allOf(request.body.services) };
    const bank = banks.find((candidate) => candidate.bank === chosen.bank);
    const wanted = services.filter((service) => chosen.services.includes(service));
    if (!bank || wanted.length === 0) {
      const errors = {
        ...(!bank && { bank: '銀行を選んでください。' }),
        ...(wanted.length === 0 && { services: 'サービスを1つ以上選んでください。' }),
      };
      return void response.status(422).send(linkPage({ banks, chosen, replaces, errors, csrf: session.csrf }).text);
    }

    try {
      const { url, pending } = await tools.bank.start(bank.issuer, wanted);
      remember(session, pending.state, { bank, services: wanted, replaces: replaces?.id ?? null, pending });
      response.redirect(303, url);
    } catch (error) {
      const again = { href: linkAgain(bank, wanted, replaces?.id), label: 'もう一度' };
      response.status(502).send(troublePage({ trouble: explain(error), again }).text);
    }
  };
}

/** The form as it was filled in. */
export function linkAgain(bank: Bank, wanted: Service[], relink: string | null | undefined): string {
  return linkTo('link', {}, relink ? { relink } : { bank: bank.bank, services: wanted });
}

async function banksOrTrouble({ bankOrigin, fetch }: Tools, response: Response): Promise<Bank[] | undefined> {
  try {
    const banks = await listBanks(bankOrigin, fetch);
    const targets = banks.map((bank) => new URL(bank.issuer).origin);
    response.set('Content-Security-Policy', contentSecurityPolicy(targets));
    return banks;
  } catch (error) {
    const again = { href: routes.link, label: 'もう一度' };
    response.status(503).send(troublePage({ trouble: explain(error), again }).text);
  }
}
