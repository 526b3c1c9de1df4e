import bankDocument from '../../../openapi/generated/bank.json' with { type: 'json' };

const operations = Object.entries(bankDocument.paths).flatMap(([path, item]) => {
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
  return Object.entries(item).flatMap(([method, operation]) =>
    'operationId' in operation
      ? [{ method: method.toUpperCase(), pattern, operationId: operation.operationId as string }]
      : [],
  );
});

/** Every operation of a bank, as its OpenAPI description names them. */
export const operationIds: readonly string[] = operations.map(({ operationId }) => operationId);

/**
 * The operation of a request, as the OpenAPI description names it; `undefined` where it describes none.
 *
 * @param method - HTTP method
 * @param path - below the base of the bank
 * @example
 * ```ts
 * operationOf('GET', '/api/v1/accounts/001-1-2000002/balance'); // 'getBalance'
 * ```
 */
export function operationOf(method: string, path: string): string | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  return operations.find((operation) => operation.method === asked && operation.pattern.test(path))?.operationId;
}
