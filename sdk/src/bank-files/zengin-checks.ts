import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';

/** The layouts are those of these accounts; time deposits have another. */
export function checkAccountType(accountType: string, { statement, line }: BankDataPlace): void {
  if (/^[124]$/.test(accountType)) return;
  const message = `expected 1 (普通), 2 (当座) or 4 (貯蓄), found ${accountType}`;
  throw new BankDataError(message, { statement, line, field: '預金種目' });
}

/** A number of a trailer or end record, which follows from the records before it. */
export function checkTotal(
  label: string,
  found: number,
  { line }: { readonly line: number },
  expected: readonly [number, ...number[]],
): void {
  if (expected.includes(found)) return;
  const message = `expected ${expected[0]}, which follows from the records before it, found ${found}`;
  throw new BankDataError(message, { line, field: label });
}
