import type { Kysely } from 'kysely';
import { profiles } from '../bank/profiles/index.ts';
import { noToken, type SoftwareToken } from '../bank/software-token.ts';
import { randomTokenSecret } from '../world/ids.ts';
import type { World, WorldCustomer } from '../world/world-schema.ts';
import type { Schema } from './schema.ts';
import { forgetUserIds, saveSoftwareToken, takeUserId } from './software-tokens.ts';

function phoneOf({ phoneClockOffsetSeconds = 0, mailFilter = false }: WorldCustomer) {
  return { phoneClockOffsetSeconds, mailFilter };
}

/** The tokens and the phones of a bank's customers, as the world file has them. */
export async function populateTokens(db: Kysely<Schema>, bank: string, world: World): Promise<void> {
  const profile = profiles[bank];
  if (profile?.softwareTokenServiceId === undefined) return;
  const serviceId = profile.softwareTokenServiceId;
  await forgetUserIds(db, bank);
  const { companies } = world.banks[bank as keyof World['banks']];
  for (const customer of companies.flatMap(({ customers }) => customers)) {
    const { softwareToken: given, tokenSecret } = customer;
    const state = given?.state ?? (tokenSecret === undefined ? 'unissued' : 'in-use');
    const phone = phoneOf(customer);
    if (state === 'unissued') {
      await saveSoftwareToken(db, bank, customer.loginId, { ...noToken, ...phone });
      continue;
    }
    const token: SoftwareToken = {
      ...noToken,
      ...phone,
      state,
      secret: tokenSecret ?? randomTokenSecret(),
      serviceId,
      userId: await takeUserId(db, bank, profile.institution.code),
      mailAddress: `${customer.loginId}@phone.example`,
      activationPassword: given?.activationPassword ?? 'start1234',
      appIsSetUp: given?.appIsSetUp ?? true,
      suspendedFrom: state === 'suspended' ? 'in-use' : null,
    };
    await saveSoftwareToken(db, bank, customer.loginId, token);
  }
}
