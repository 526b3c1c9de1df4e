import type { Kysely } from 'kysely';
import type { MaintenanceWindow } from '../bank/service-hours.ts';
import type { World } from '../world/world-schema.ts';
import type { Schema } from './schema.ts';
import { readSetting, writeSetting } from './settings.ts';

/** The maintenance windows by bank. */
export type MaintenanceWindows = Readonly<Record<string, MaintenanceWindow>>;

/** The maintenance windows of a world, at hand for every request. */
export interface Maintenance {
  of(bank: string): MaintenanceWindow | undefined;
  all(): MaintenanceWindows;
  /** Puts other windows in their place, and keeps them. */
  replace(windows: MaintenanceWindows): Promise<void>;
  /** Takes over windows that were kept, by {@link keepMaintenance}. */
  restore(windows: MaintenanceWindows): void;
}

const SETTING = 'maintenance';

/** The windows that a world file has. */
export function maintenanceIn({ banks }: World): MaintenanceWindows {
  return Object.fromEntries(
    Object.entries(banks).flatMap(([bank, { maintenance }]) =>
      maintenance ? [[bank, { from: Date.parse(maintenance.from), to: Date.parse(maintenance.to) }]] : [],
    ),
  );
}

/** Keeps windows in a transaction, after which the windows at hand have to be restored. */
export function keepMaintenance(transaction: Kysely<Schema>, windows: MaintenanceWindows): Promise<void> {
  return writeSetting(transaction, SETTING, windows);
}

/** Opens the windows that the database keeps. */
export async function openMaintenance(db: Kysely<Schema>): Promise<Maintenance> {
  let windows = (await readSetting<MaintenanceWindows>(db, SETTING)) ?? {};
  return {
    of: (bank) => windows[bank],
    all: () => windows,
    replace: async (next) => {
      await keepMaintenance(db, next);
      windows = next;
    },
    restore: (kept) => {
      windows = kept;
    },
  };
}
