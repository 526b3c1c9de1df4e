import {
  type ListenOptions,
  type Sandbox,
  type SandboxOptions,
  type SandboxWorld,
  startSandbox,
} from '@renkei/sandbox';
import type { JsonValue } from 'oauth4webapi';
import { checkedFetch } from './contract.ts';

/** Where the tests' vendor waits for its customers; nothing listens there. */
export const CALLBACK = 'http://localhost:9999/callback';

/** What a test registers an app with, unless it says otherwise. */
export const REGISTRATION = { redirect_uris: [CALLBACK], client_name: 'テスト会計', company_name: '株式会社テスト' };

/** A registered app, as the control API answers. */
export interface TestClient {
  readonly client_id: string;
  readonly client_secret: string;
  readonly [member: string]: JsonValue | undefined;
}

/** A sandbox for tests, with shortcuts to its control API. */
export interface TestSandbox extends Omit<Sandbox, 'control' | 'faults' | 'registerClient'> {
  readonly tlsOrigin: string;
  /** Issuer of the bank `gunma`. */
  readonly issuer: string;
  /** Faults of the sandbox itself, which no test expects. */
  readonly faults: unknown[];
  control(method: string, path: string, body?: unknown): Promise<Response>;
  registerClient(metadata?: Record<string, unknown>): Promise<TestClient>;
  /** Advances the world's clock by an ISO 8601 duration. */
  advance(by: string): Promise<void>;
}

/** The same tests against another world: its bank `gunma`, and its own registrations. */
export function inWorld(sandbox: TestSandbox, world: Pick<SandboxWorld, 'origin' | 'registerClient'>): TestSandbox {
  const registration = { redirect_uris: [CALLBACK], client_name: 'テスト会計' };
  const { pathname } = new URL(world.origin);
  return {
    ...sandbox,
    issuer: `${world.origin}/gunma`,
    tlsOrigin: `${sandbox.tlsOrigin}${pathname === '/' ? '' : pathname}`,
    registerClient: async (metadata = {}) =>
      (await world.registerClient({ ...registration, ...metadata })) as unknown as TestClient,
  };
}

/** Starts a sandbox on free ports. Its clock stands at Friday 20 November 2026, 9 o'clock in Japan, and runs. */
export async function openSandbox(options: SandboxOptions & ListenOptions = {}): Promise<TestSandbox> {
  const faults: unknown[] = [];
  const report = (error: unknown) => void faults.push(error);
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, clock: '2026-11-20T09:00:00+09:00', report, ...options });
  const control = (method: string, path: string, body?: unknown) =>
    checkedFetch(`${sandbox.origin}/sandbox/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
  return {
    ...sandbox,
    tlsOrigin: sandbox.tlsOrigin as string,
    issuer: `${sandbox.origin}/gunma`,
    faults,
    control,
    registerClient: async (metadata = {}) => {
      const response = await control('POST', '/clients', { ...REGISTRATION, ...metadata });
      if (response.status !== 201) throw new Error(`the client was refused: ${await response.text()}`);
      return (await response.json()) as TestClient;
    },
    advance: async (by) => {
      const response = await control('POST', '/clock/advance', { by });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}
