/** What the environment decides. */
export type Settings = {
  /** 0 means a free one. */
  port: number;
  /** Where the sandbox's control API is, without a trailing slash. */
  bankOrigin: string;
  clientId: string;
  clientSecret: string;
  /** The SQLite file, or `:memory:`. */
  data: string;
};

/** @throws {RangeError} that names the variable to correct. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  return {
    port: port(environment.PORT || '3000'),
    bankOrigin: webAddress(environment.BANK_ORIGIN || 'http://localhost:4400'),
    clientId: environment.CLIENT_ID || 'demo-accounting',
    clientSecret: environment.CLIENT_SECRET || 'sandbox-demo-secret',
    data: environment.DATA || ':memory:',
  };
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65535) return number;
  throw new RangeError(`PORT is ${JSON.stringify(text)}; set a number from 0 to 65535`);
}

function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new RangeError(`BANK_ORIGIN is ${JSON.stringify(text)}; set an address such as http://localhost:4400`);
}
