import { type Page, pages } from './pages.ts';
import { InvalidResponseError } from './request-errors.ts';
import { isRecord, misfit, pageShape, type Shape } from './shapes.ts';

/** The body of a success, once it has the shape. */
export async function read<T>(answer: Promise<{ data?: T }>, shape: Shape<T>): Promise<T> {
  const { data } = await answer.catch((error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's message quotes the answer, so it is dropped.
    throw new InvalidResponseError('the bank answered something else than JSON', 200);
  });
  return check<T>(data, shape);
}

/** The items of a list, page by page. With `accountId`, each page must be of that account. */
export async function* items<T>(
  name: string,
  shape: Shape<T>,
  accountId: string | undefined,
  request: (nextItemKey: string | undefined) => Promise<{ data?: Page }>,
): AsyncGenerator<T, void, undefined> {
  for await (const page of pages((key) => read(request(key), pageShape))) {
    if (accountId !== undefined) sameAccount(page, accountId);
    const list: unknown = (page as Page & Record<string, unknown>)[name];
    if (!Array.isArray(list)) throw unlike(name);
    for (const item of list) yield check<T>(item, shape);
  }
}

/** The answer, if it is about the account that was asked for. */
export function sameAccount<T>(answer: T, accountId: string): T {
  if (isRecord(answer) && answer.accountId === accountId) return answer;
  throw new InvalidResponseError('the bank answered for another account than was asked for', 200);
}

function check<T>(value: unknown, shape: Shape<T>): T {
  const wrong = misfit(value, shape);
  if (wrong) throw unlike(wrong);
  return value as T;
}

function unlike(member: string): InvalidResponseError {
  return new InvalidResponseError(`the bank's answer is not as described: ${member} is missing or wrong`, 200);
}
