import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import bank from '../../openapi/generated/bank.json' with { type: 'json' };
import control from '../../openapi/generated/sandbox.json' with { type: 'json' };
import { exitCodes } from '../../sandbox/src/cli/exit-codes.ts';
import { errorMarkdown } from '../../scripts/docs/error-pages.ts';
import { errorFiles, screenRefusals } from '../../scripts/docs/errors.ts';
import { root } from '../../scripts/docs/root.ts';

const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options, fileNames } = ts.parseJsonConfigFileContent(
  { ...config, include: ['sdk/src', 'sandbox/src'] },
  ts.sys,
  root,
);
const program = ts.createProgram(fileNames, options);
const checker = program.getTypeChecker();

const sourceOf = (path: string): ts.SourceFile => program.getSourceFile(root + path) as ts.SourceFile;

/** The values that a type allows; `undefined` when it allows any. */
function valuesOf(type: ts.Type): (string | number)[] | undefined {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => part.isLiteral()) ? parts.map((part) => part.value as string | number) : undefined;
}

interface Thrown {
  readonly file: string;
  readonly statuses: (string | number)[] | undefined;
  readonly codes: (string | number)[] | undefined;
}

/** Every `new Problem(status, code, …)`, or another class of the same first arguments. */
function thrown(className: string): Thrown[] {
  const found: Thrown[] = [];
  for (const source of program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${root}sandbox/src/`))) {
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && node.expression.getText() === className) {
        const [statuses, codes] = (node.arguments ?? []).map((one) => valuesOf(checker.getTypeAtLocation(one)));
        found.push({ file: source.fileName.slice(root.length), statuses, codes });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function textsOf(path: string, alias: string): string[] {
  const file = checker.getSymbolAtLocation(sourceOf(path)) as ts.Symbol;
  const symbol = checker.getExportsOfModule(file).find(({ name }) => name === alias) as ts.Symbol;
  return (valuesOf(checker.getDeclaredTypeOfSymbol(symbol)) ?? []).map(String);
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** What a fault answers, unless it has a code of its own, which whoever asks for the fault chooses. */
const codesOfFaults = ['too_many_requests', 'internal_error', 'maintenance', 'sandbox_fault'];

test('the pages are what the entries say; npm run errors makes them', () => {
  for (const [path, text] of errorMarkdown()) expect(readFileSync(root + path, 'utf8'), path).toBe(text);
});

test('each code of a problem has one entry with its status, and no entry is of a code that no source has', () => {
  const problems = thrown('Problem');
  expect(problems.filter(({ codes }) => codes === undefined).map(({ file }) => file)).toEqual([
    'sandbox/src/http/faults.ts',
  ]);
  const faults = sourceOf('sandbox/src/http/faults.ts').text;
  for (const code of codesOfFaults) expect(faults).toContain(`'${code}'`);

  const known = problems.flatMap(({ codes = [] }) => codes.map(String));
  const { api, 'control-api': ofControl } = errorFiles;
  expect([...Object.keys(api.codes), ...Object.keys(ofControl.codes)].sort()).toEqual(
    sorted([...known, ...codesOfFaults]),
  );
  for (const { file, statuses, codes = [] } of problems) {
    for (const code of statuses?.length === 1 && codes.length === 1 ? codes : []) {
      const entry = api.codes[code] ?? ofControl.codes[code];
      const isOther = file.startsWith('sandbox/src/control/') && code in api.codes;
      if (!isOther && code !== 'invalid_request') expect(`${code} ${entry?.status}`, file).toBe(`${code} ${statuses}`);
    }
  }
  const atBanks = problems
    .filter(({ file }) => file.startsWith('sandbox/src/http/'))
    .flatMap(({ codes = [] }) => codes);
  expect(Object.keys(ofControl.codes).filter((code) => atBanks.includes(code))).toEqual([]);
});

test('each code that the OpenAPI descriptions name has an entry', () => {
  const entries = new Set(Object.values(errorFiles).flatMap(({ codes }) => Object.keys(codes)));
  const named: string[] = [];
  const visit = (node: unknown, key = ''): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, code, description } = node as Record<string, unknown>;
    if (typeof type === 'string' && type.startsWith('urn:renkei:problem:')) {
      expect(type).toBe(`urn:renkei:problem:${code}`);
      named.push(String(code));
    }
    // The descriptions of refusals name codes, and members of the problem or of the request.
    if (/^([45]\d\d|BadRequest|.*Unauthorized|Forbidden|NotFound|Unavailable|ServerError|Too.*|Body.*)$/.test(key)) {
      for (const [, word = ''] of String(description ?? '').matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)) named.push(word);
    }
    for (const [name, child] of Object.entries(node)) visit(child, name);
  };
  visit(bank);
  visit(control);
  expect(sorted(named).length).toBeGreaterThan(20);
  const ofScreens = Object.keys(screenRefusals.codes);
  expect(sorted(named).filter((code) => !entries.has(code) && !ofScreens.includes(code))).toEqual([]);
});

test('each reason for which a linkage ends has an entry with words for the customer', () => {
  const { codes } = errorFiles['linkage-ended'];
  expect(sorted(Object.keys(codes))).toEqual(sorted(bank.components.schemas.ConsentEndReason.enum));
  expect(Object.values(codes).filter(({ customer }) => customer === null)).toEqual([]);
});

test('each error of the SDK, and each problem of a callback, has an entry', () => {
  const codes = textsOf('sdk/src/errors.ts', 'BankLinkErrorCode');
  const problems = textsOf('sdk/src/linkage-errors.ts', 'CallbackProblem');
  expect(codes.length).toBeGreaterThan(8);
  expect(problems.length).toBeGreaterThan(10);
  expect(sorted(Object.keys(errorFiles.sdk.codes))).toEqual(sorted([...codes, ...problems]));
});

test('each error class of the sandbox, and each code that it makes itself, has an entry', () => {
  const modules = ['index.ts', 'fronts/msw.ts', 'fronts/playwright.ts', 'fronts/vitest.ts'];
  const classes = modules.flatMap((path) => {
    const file = checker.getSymbolAtLocation(sourceOf(`sandbox/src/${path}`)) as ts.Symbol;
    return checker.getExportsOfModule(file).map(({ name }) => name);
  });
  const errors = classes.filter((name) => name.endsWith('Error'));
  const own = thrown('SandboxError').flatMap(({ codes = [] }) => codes.map(String));
  // What a refusal is called that came without a code.
  expect(sourceOf('sandbox/src/fronts/sandbox-world.ts').text).toContain("code = 'unknown'");
  expect(sorted(Object.keys(errorFiles.sandbox.codes))).toEqual(sorted([...errors, ...own, 'unknown']));
});

test('each refusal of a screen has an entry', () => {
  expect(sorted(Object.keys(screenRefusals.codes))).toEqual(
    sorted(textsOf('sandbox/src/bank/refusal.ts', 'RefusalCode')),
  );
});

test('each exit code of the command has an entry', () => {
  expect(sorted(Object.keys(errorFiles['exit-codes'].codes))).toEqual(sorted(Object.values(exitCodes).map(String)));
});

test('what is said to a customer is Japanese, whole sentences, and names no code', () => {
  const texts = Object.values(errorFiles).flatMap(({ codes }) => Object.values(codes).map(({ customer }) => customer));
  const said = texts.filter((text) => text !== null);
  expect(said.length).toBeGreaterThan(35);
  for (const text of said) {
    expect(text).toMatch(/[ぁ-ん]/);
    expect(text).toMatch(/。$/);
    expect(text).not.toMatch(/_|`|\b(token|consent|API)\b/);
  }
});
