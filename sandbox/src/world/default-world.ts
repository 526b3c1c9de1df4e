import { defaultGunken } from './default-gunken.ts';
import { defaultGunma } from './default-gunma.ts';
import { faultyCompany } from './default-gunma-faults.ts';
import { defaultMiyakojima } from './default-miyakojima.ts';
import { defaultMizuho } from './default-mizuho.ts';
import { defaultSorachi } from './default-sorachi.ts';
import { type World, type WorldInput, worldSchema } from './world-schema.ts';

const defaultWorldInput: WorldInput = {
  name: 'default',
  clients: [
    {
      clientId: 'demo-accounting',
      clientSecret: 'sandbox-demo-secret',
      name: 'サンドボックス会計',
      companyName: '株式会社サンドボックスソフト',
      redirectUris: ['http://localhost:3000/callback'],
    },
    {
      clientId: 'demo-fixed',
      clientSecret: 'sandbox-fixed-secret',
      name: 'サンドボックス給与',
      companyName: '株式会社サンドボックスソフト',
      redirectUris: ['http://localhost:3000/callback'],
      services: ['balances', 'transactions'],
      skipServiceSelection: true,
    },
  ],
  banks: {
    gunma: { ...defaultGunma, companies: [...(defaultGunma?.companies ?? []), faultyCompany] },
    sorachi: defaultSorachi,
    miyakojima: defaultMiyakojima,
    gunken: defaultGunken,
    mizuho: defaultMizuho,
  },
};

/** The world that the sandbox plays when no `--world FILE` is given. Everyone in it is made up, and says what he shows. */
export function defaultWorld(): World {
  return worldSchema.parse(defaultWorldInput);
}
