import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import bank from '../../../openapi/generated/bank.json' with { type: 'json' };
import { type Server, startServer } from '../processes.ts';

export const PRISM = 'node_modules/@stoplight/prism-cli/dist/index.js';
/** What Prism wants to see of an access token: that there is one. */
export const prismHeaders = { Authorization: 'Bearer any' };

/** Prism mocking our description, with a page of statement lines as the example of its operation. */
export function startPrismWith(page: object, directory: string): Promise<Server> {
  const document = structuredClone(bank) as unknown as Record<string, Record<string, Record<string, Operation>>>;
  const operation = document.paths?.['/api/v1/accounts/{accountId}/transactions']?.get as Operation;
  const media = operation.responses['200'].content['application/json'];
  delete media.examples;
  media.example = page;
  const file = join(directory, 'bank-with-page.json');
  writeFileSync(file, JSON.stringify(document));
  return startServer(
    PRISM,
    (port) => ['mock', file, '--port', String(port), '--verboseLevel', 'silent'],
    '/api/v1/accounts',
    prismHeaders,
  );
}

interface Operation {
  readonly responses: { readonly '200': { readonly content: { readonly 'application/json': Media } } };
}

interface Media {
  example?: object;
  examples?: object;
}
