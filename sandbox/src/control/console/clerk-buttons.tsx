import type { TestCustomer } from '../../store/customers.ts';
import type { ClerkButton } from './clerk.ts';
import type { ShownCustomer } from './customers-shown.ts';
import { Command, Commands } from './form.tsx';
import { usePlace } from './place.ts';

/** The id of a customer's row. */
export const rowId = ({ bank, loginId }: Pick<TestCustomer, 'bank' | 'loginId'>): string => `${bank}-${loginId}`;

/** Buttons of the bank's clerk, for one customer. */
export function ClerkButtons({
  of,
  label,
  shown: { customer, token },
}: {
  of: readonly ClerkButton[];
  label: string;
  shown: ShownCustomer;
}) {
  const { customers: words } = usePlace().words;
  const { bank, loginId } = customer;
  return (
    <Commands label={`${label} ${loginId}`} fields={{ bank, loginId }} row={rowId(customer)}>
      {of.map(({ action, isPossible }) => (
        <Command key={action} name={action} about={loginId} disabled={!isPossible(customer, token)}>
          {words.clerk[action]}
        </Command>
      ))}
    </Commands>
  );
}
