import bankDocument from '../../openapi/generated/bank.json' with { type: 'json' };
import sandboxDocument from '../../openapi/generated/sandbox.json' with { type: 'json' };
import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import { createValidator, type OpenApiDocument } from '../../sandbox/src/http/validation.ts';

type Operation = { readonly operationId: string; readonly method: string; readonly path: RegExp };

function operationsOf(document: OpenApiDocument, base: string): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { operationId?: string }>).flatMap(([method, operation]) => {
      if (operation.operationId === undefined) return [];
      const pattern = path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+');
      return [
        { operationId: operation.operationId, method: method.toUpperCase(), path: new RegExp(`^${base}${pattern}$`) },
      ];
    }),
  );
}

const descriptions = [
  {
    validator: createValidator(bankDocument),
    operations: operationsOf(bankDocument, `/(?:${Object.keys(profiles).join('|')})`),
  },
  { validator: createValidator(sandboxDocument), operations: operationsOf(sandboxDocument, '/sandbox/v1') },
];

/** How many answers of each operation were checked in this test file. */
export const checkedAnswers = new Map<string, number>();

/**
 * Checks an answer of the sandbox against the OpenAPI description.
 *
 * @throws Error with every mistake
 */
export async function checkAnswer(method: string, url: string, response: Response): Promise<void> {
  const { pathname } = new URL(url);
  for (const { validator, operations } of descriptions) {
    const operation = operations.find((candidate) => candidate.method === method && candidate.path.test(pathname));
    if (operation === undefined) continue;
    const contentType = response.headers.get('content-type') ?? '';
    const body = contentType.includes('json') ? await response.clone().json() : undefined;
    const mistakes = validator.response(operation.operationId, response.status, contentType, body);
    if (mistakes.length > 0) {
      const told = mistakes.map(({ location, message }) => `${location} ${message}`).join('; ');
      throw new Error(`${method} ${pathname} ${response.status} does not fit ${operation.operationId}: ${told}`);
    }
    checkedAnswers.set(operation.operationId, (checkedAnswers.get(operation.operationId) ?? 0) + 1);
  }
}

/** A fetch whose answers are all checked against the OpenAPI description. */
export const checkedFetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
  const request = new Request(input, init);
  const { method, url } = request;
  const response = await fetch(request);
  await checkAnswer(method, url, response);
  return response;
};
