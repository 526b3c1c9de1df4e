import { createFaultBook, type FaultBook } from '../http/fault-book.ts';
import { createMailRoom, type MailRoom } from '../mail/mail-room.ts';
import { smtpSender } from '../mail/smtp.ts';
import { type ServerKeys, serverKeys } from '../oauth/keys.ts';
import { type TestCertificates, testCertificates } from '../pki/test-certificates.ts';
import type { OnProgress } from '../store/population.ts';
import { openWorldStore, type WorldStore } from '../store/world-store.ts';
import { createJournal, type Journal } from '../world/journal.ts';
import type { World } from '../world/world-schema.ts';

/** Told of faults of ours. */
export type Report = (error: unknown, requestId: string) => void;

/** What a world is opened with. */
export interface OpenWorldOptions {
  readonly world: World;
  /** The world was asked for by the user. */
  readonly isExplicit?: boolean;
  /** Keeps the world; in memory when left out. */
  readonly directory?: string | undefined;
  /** World time at the start, RFC 3339 with an offset. */
  readonly clock?: string | undefined;
  readonly redirectUris?: readonly string[];
  /** An SMTP server that gets every mail. */
  readonly smtp?: string | undefined;
  /** Told while the world is made. */
  readonly onProgress?: OnProgress | undefined;
  /** A world whose authorities this one shares: browsers that trust them trust this world's certificates too. */
  readonly sibling?: OpenWorld;
  readonly report: Report;
}

/** A world that is open: its store, and what its banks share. */
export interface OpenWorld {
  readonly store: WorldStore;
  readonly keys: ServerKeys;
  readonly mailRoom: MailRoom;
  readonly faults: FaultBook;
  readonly journal: Journal;
  readonly certificates: TestCertificates;
  close(): Promise<void>;
}

/**
 * Opens a world.
 *
 * @throws StoreError when the directory cannot be used
 */
export async function openWorld(options: OpenWorldOptions): Promise<OpenWorld> {
  const { world, isExplicit = false, directory, clock, redirectUris = [], smtp, report, onProgress } = options;
  const store = await openWorldStore({ world, isExplicit, directory, clock, redirectUris, onProgress });
  try {
    const journal = createJournal(() => store.clock.now());
    const mailRoom = createMailRoom(store, smtp === undefined ? undefined : smtpSender(smtp), journal, report);
    return {
      store,
      mailRoom,
      faults: createFaultBook(store.world),
      journal,
      keys: await serverKeys(store.db),
      certificates: await testCertificates(store, options.sibling),
      close: async () => {
        journal.end();
        await mailRoom.settle();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
