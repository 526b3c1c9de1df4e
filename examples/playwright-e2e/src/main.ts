import { startVendor } from './vendor.ts';

const { SANDBOX_URL = 'http://localhost:4400', PORT = '3100' } = process.env;

const { origin } = await startVendor({
  issuer: `${SANDBOX_URL}/gunma`,
  port: Number(PORT),
  register: async () => ({ clientId: 'demo-accounting', clientSecret: 'sandbox-demo-secret' }),
});
console.log(`Vendor ready at ${origin}`);
