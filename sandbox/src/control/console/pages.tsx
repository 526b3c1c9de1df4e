import type { ComponentChildren } from 'preact';
import { listCertificates } from '../../store/certificates.ts';
import { listClients } from '../../store/clients.ts';
import { listConsents } from '../../store/consents.ts';
import { latestMails } from '../../store/mails.ts';
import type { Control } from '../control.ts';
import { Banks } from './banks.tsx';
import { Certificates } from './certificates.tsx';
import { Clients } from './clients.tsx';
import type { Form } from './commands.ts';
import { Customers } from './customers.tsx';
import { shownCustomers } from './customers-shown.ts';
import { Faults } from './faults.tsx';
import { JournalTimeline } from './journal.tsx';
import { Linkages } from './linkages.tsx';
import { Mails, SHOWN_MAILS } from './mails.tsx';
import { Overview } from './overview.tsx';
import type { Place, Section } from './place.ts';
import { Reference } from './reference.tsx';
import { documents } from './reference-documents.ts';
import { Worlds } from './worlds.tsx';

/** What a page is drawn from. */
export interface PageRequest {
  readonly control: Control;
  readonly place: Place;
  /** Whether it may show everything. */
  readonly isTrusted: boolean;
  readonly query: Readonly<Record<string, unknown>>;
  /** What was typed into a form that is refused. */
  readonly typed: Form;
}

interface Page {
  /** Whether it shows no more than anybody may know. */
  readonly isPublic?: true;
  /** What it is cut into; the first one is shown where none is named. */
  readonly partsOf?: (control: Control) => readonly string[];
  readonly draw: (request: PageRequest) => ComponentChildren | Promise<ComponentChildren>;
}

const banksOf = ({ store }: Control): readonly string[] => [...store.profiles.keys()];

const pages: Readonly<Record<Section, Page>> = {
  overview: {
    isPublic: true,
    draw: ({ control, isTrusted }) => {
      const others = sectionsOf(control, isTrusted).filter((section) => section !== 'overview');
      const sections = others.map((section) => ({ section, parts: partsOf(control, section) }));
      return <Overview control={control} isTrusted={isTrusted} sections={sections} />;
    },
  },
  banks: { isPublic: true, draw: ({ control }) => <Banks control={control} /> },
  customers: {
    partsOf: banksOf,
    draw: async ({ control, place: { part } }) => <Customers shown={await shownCustomers(control, part)} />,
  },
  linkages: {
    draw: async ({ control: { store } }) => (
      <Linkages consents={await listConsents(store.db)} now={store.clock.now()} />
    ),
  },
  journal: { draw: ({ control, query }) => <JournalTimeline control={control} query={query} /> },
  mails: { draw: async ({ control: { store } }) => <Mails mails={await latestMails(store.db, SHOWN_MAILS)} /> },
  faults: { draw: ({ control }) => <Faults control={control} /> },
  worlds: { draw: ({ control: { worlds }, typed }) => worlds && <Worlds maker={worlds} typed={typed} /> },
  certificates: {
    draw: async ({ control: { store } }) => (
      <Certificates certificates={await listCertificates(store.db)} now={store.clock.now()} />
    ),
  },
  clients: { draw: async ({ control: { store } }) => <Clients clients={await listClients(store.db)} /> },
  reference: {
    isPublic: true,
    partsOf: () => Object.keys(documents),
    draw: ({ place: { part } }) => <Reference name={part as keyof typeof documents} />,
  },
};

/** The sections of a console, in their order; only the main world makes others. */
export function sectionsOf({ worlds }: Control, isTrusted: boolean): readonly Section[] {
  const all = Object.keys(pages) as Section[];
  return all.filter((section) => (isTrusted || pages[section].isPublic) && (section !== 'worlds' || worlds));
}

/** The parts of a section; empty where it is one page. */
export const partsOf = (control: Control, section: Section): readonly string[] =>
  pages[section].partsOf?.(control) ?? [];

/** What stands on a page. */
export const contentOf = (request: PageRequest) => pages[request.place.section].draw(request);

/** The page that an address names, if there is one. */
export function findPage(control: Control, name: string, part?: string) {
  const section = sectionsOf(control, true).find((one) => one === name);
  if (section === undefined) return undefined;
  const parts = partsOf(control, section);
  if (part !== undefined && !parts.includes(part)) return undefined;
  return { section, part: part ?? parts[0], isPublic: pages[section].isPublic ?? false };
}
