import { profiles } from '../bank/profiles/index.ts';
import type { World } from './world-schema.ts';

/** A mistake in a world: where, and what was expected. */
export interface WorldMistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * What a schema cannot see: ids given twice, accounts and camera tokens that do not exist, camera tokens
 * at a bank that has none.
 *
 * @param world - one that fits the schema
 */
export function duplicates(world: World): readonly WorldMistake[] {
  const mistakes: WorldMistake[] = [];
  const seen = new Set<string>();
  const once = (kind: string, value: string, path: readonly PropertyKey[]) => {
    if (seen.has(`${kind} ${value}`))
      mistakes.push({ path, message: `${kind} ${value} is given twice; expected another one` });
    seen.add(`${kind} ${value}`);
  };
  world.clients.forEach(({ clientId }, index) => {
    once('clientId', clientId, ['clients', index, 'clientId']);
  });
  for (const [bank, { companies }] of Object.entries(world.banks)) {
    companies.forEach((company, c) => {
      const at = ['banks', bank, 'companies', c];
      once(`company of ${bank}`, company.id, [...at, 'id']);
      company.accounts.forEach(({ branchCode, type, number }, a) => {
        once(`account of ${bank}`, `${branchCode} ${type} ${number}`, [...at, 'accounts', a, 'number']);
      });
      if (company.cameraTokens.length > 0 && profiles[bank]?.hasCameraTokens === false) {
        mistakes.push({
          path: [...at, 'cameraTokens'],
          message: `${bank} has no camera tokens; expected them at a bank that has, such as mizuho`,
        });
      }
      company.cameraTokens.forEach(({ code }, n) => {
        once(`camera token of ${bank}`, code, [...at, 'cameraTokens', n, 'code']);
      });
      company.customers.forEach((customer, index) => {
        const path = [...at, 'customers', index];
        const used = customer.cameraToken?.code;
        if (used !== undefined && !company.cameraTokens.some(({ code }) => code === used)) {
          mistakes.push({
            path: [...path, 'cameraToken', 'code'],
            message: `the company has no camera token ${used}; expected the code of one of its cameraTokens`,
          });
        }
        once(`loginId of ${bank}`, customer.loginId, [...path, 'loginId']);
        customer.certificates.forEach(({ id }, n) => {
          once('certificate', id, [...path, 'certificates', n, 'id']);
        });
        customer.mayNotInquire.forEach((number, n) => {
          if (company.accounts.some((account) => account.number === number)) return;
          mistakes.push({
            path: [...path, 'mayNotInquire', n],
            message: `the company has no account ${number}; expected one of its account numbers`,
          });
        });
      });
    });
  }
  return mistakes;
}
