import { connectSandbox, createSandbox, type OtherWorld, type SandboxOptions, startSandbox } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { setupServer } from 'msw/node';
import { expect } from 'vitest';

/** One way in which a vendor's code reaches the bank. */
interface Front {
  readonly name: string;
  /** How the vendor's code reaches the bank. */
  readonly fetchOf: (world: OtherWorld) => typeof fetch;
  /** Makes a world, in whatever way one does there. */
  readonly makeWorld: () => Promise<OtherWorld>;
  /** Does something while the front is open. */
  readonly open: <T>(during: () => Promise<T>) => Promise<T>;
}

/** The three ways: over a port, through MSW and in process. */
export interface Fronts {
  readonly all: readonly Front[];
  /** Closes them, and expects that nothing went wrong in the sandboxes. */
  close(): Promise<void>;
}

export const frontNames = ['over a port', 'through MSW', 'in process'] as const;

/** Opens a sandbox behind each front. */
export async function openFronts(given: SandboxOptions): Promise<Fronts> {
  const faults: unknown[] = [];
  const options = { ...given, report: (fault: unknown) => void faults.push(fault) };
  const [listening, behindMsw, inProcess] = await Promise.all([
    startSandbox({ ...options, port: 0, tlsPort: 0 }),
    createSandbox({ ...options, origin: 'http://localhost:4989' }),
    createSandbox({ ...options, origin: 'https://bank.test' }),
  ]);
  const server = setupServer(...bankHandlers(behindMsw));
  const globalFetch = () => (request: Request | string | URL, init?: RequestInit) => globalThis.fetch(request, init);
  const all: readonly Front[] = [
    {
      name: 'over a port',
      fetchOf: globalFetch,
      makeWorld: () => connectSandbox(listening.origin).createWorld(),
      open: (during) => during(),
    },
    {
      name: 'through MSW',
      fetchOf: globalFetch,
      makeWorld: () => connectSandbox(behindMsw.origin).createWorld(),
      open: async (during) => {
        server.listen({ onUnhandledFrame: 'error' });
        try {
          return await during();
        } finally {
          server.close();
        }
      },
    },
    {
      name: 'in process',
      fetchOf: (world) => world.fetch as typeof fetch,
      makeWorld: () => inProcess.createWorld(),
      open: (during) => during(),
    },
  ];
  const close = async () => {
    expect(faults).toEqual([]);
    await Promise.all([listening, behindMsw, inProcess].map((sandbox) => sandbox.close()));
  };
  return { all, close };
}
