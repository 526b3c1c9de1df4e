/**
 * Words of the bank as they may go into an error: without control characters, not too long, and with every known
 * secret taken out, should the bank have echoed one.
 */
export function quotable(text: string, secrets: readonly (string | undefined)[]): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret) safe = safe.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]');
  }
  safe = safe.replace(/\b(basic|bearer)\s+[\w.~+/=-]+/gi, '$1 [secret]');
  // A JWT: a client assertion, a proof of possession or a token.
  safe = safe.replace(/\beyJ[\w-]+\.[\w.-]+/g, '[secret]');
  return safe.replace(/\p{Cc}+/gu, ' ').slice(0, 1000);
}

/** Like {@link quotable}, for a value of any kind. */
export function quotableText(value: unknown, secrets: readonly (string | undefined)[]): string | undefined {
  return typeof value === 'string' ? quotable(value, secrets) : undefined;
}
