import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { defaultWorld } from '../../sandbox/src/world/default-world.ts';
import { parseWorldFile, WorldFileError } from '../../sandbox/src/world/world-file.ts';
import { worldJsonSchema } from '../../sandbox/src/world/world-json-schema.ts';
import { WORLD_SCHEMA_VERSION } from '../../sandbox/src/world/world-schema.ts';

/** A whole world in few lines. Line 1 is `name`. */
const good = `name: small
clock: "2026-11-20T09:00:00+09:00"
clients:
  - clientId: app
    clientSecret: a-secret
    name: 会計
    companyName: 株式会社会計
    redirectUris: [http://localhost:3000/callback]
banks:
  gunma:
    settings: { consentDays: 30 }
    companies:
      - id: shop
        name: 商店
        accounts:
          - branchCode: "001"
            branchName: 本店
            number: "0000001"
            holder: ｼﾖｳﾃﾝ
            inquiryPin: "0123"
            statement: { linesPerMonth: 3 }
        customers:
          - loginId: sato
            loginPassword: sato-pw
            name: 佐藤
            login: password
            mayNotInquire: ["0000001"]
            certificates: [{ id: sato-one }]
            purpose: { ja: 例, en: example }
`;

/** What is said of a text; nothing when it is a world. */
function mistakesIn(text: string, file = 'world.yaml'): string[] {
  try {
    parseWorldFile(text, file);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(WorldFileError);
    return (error as WorldFileError).message.split('\n');
  }
}

/** The good world with one piece of text in place of another. */
function instead(before: string, after: string): string {
  expect(good).toContain(before);
  return good.replace(before, after);
}

const company = 'banks.gunma.companies.0';
const account = `${company}.accounts.0`;
const customer = `${company}.customers.0`;

describe('a world file', () => {
  test('is read, and what it leaves out takes its default', () => {
    const world = parseWorldFile(good, 'world.yaml');
    expect(world).toMatchObject({
      name: 'small',
      clients: [{ services: ['balances', 'transactions', 'deposits'], skipServiceSelection: false }],
      banks: { gunma: { settings: { consentDays: 30 } } },
    });
    expect(world.banks.gunma.companies[0]?.accounts[0]).toMatchObject({
      type: '1',
      inquiryPinState: 'unregistered',
      openingBalance: 0,
    });
    expect(world.banks.gunma.companies[0]?.customers[0]).toMatchObject({
      locked: false,
      certificates: [{ id: 'sato-one', state: 'valid' }],
    });
  });

  test('needs little', () => {
    expect(parseWorldFile('banks: { gunma: {} }', 'world.yaml')).toEqual({
      name: 'default',
      clients: [],
      banks: {
        gunma: { companies: [] },
        sorachi: { companies: [] },
        miyakojima: { companies: [] },
        gunken: { companies: [] },
        mizuho: { companies: [] },
      },
    });
  });

  test('may be JSON', () => {
    const world = defaultWorld();
    expect(parseWorldFile(JSON.stringify(world), 'world.json')).toEqual(world);
    expect(parseWorldFile(JSON.stringify(world, null, 2), 'world.json')).toEqual(world);
  });

  test('may have a byte order mark, CRLF and anchors', () => {
    const text = '\ufeff# a comment\r\nbanks: { gunma: &g { companies: [] } }\r\nclients: []\r\n';
    expect(mistakesIn(text)).toEqual([]);
    expect(mistakesIn('clients: &none []\nbanks: { gunma: { companies: *none } }')).toEqual([]);
  });
});

describe('the schema of a world file', () => {
  test('has another version with each change: a kept world of the same one is not checked anew', () => {
    const digest = createHash('sha256').update(JSON.stringify(worldJsonSchema())).digest('base64url');
    expect([WORLD_SCHEMA_VERSION, digest.slice(0, 16)]).toEqual([1, 'bDUEkxiyEgKOwrA_']);
  });
});

describe('a mistake in a world file', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'a type that is wrong',
      instead('name: small', 'name: 5'),
      'world.yaml:1: name',
      /expected string, received number/,
    ],
    ['an id with capitals', instead('name: small', 'name: Small'), 'world.yaml:1: name', /lower-case letters/],
    ['a time without offset', instead('09:00:00+09:00', '09:00:00'), 'world.yaml:2: clock', /ISO datetime/],
    ['a member that is missing', instead('    name: 会計\n', ''), 'world.yaml:4: clients.0.name', /expected string/],
    [
      'a redirect URI that is none',
      instead('http://localhost:3000/callback', 'localhost'),
      'world.yaml:8: clients.0.redirectUris.0',
      /localhost is not a URI; expected an absolute https: URI/,
    ],
    [
      'a redirect URI that is a script',
      instead('http://localhost:3000/callback', '"javascript:alert(1)"'),
      'world.yaml:8: clients.0.redirectUris.0',
      /has the scheme javascript:/,
    ],
    ['an empty list', instead('[http://localhost:3000/callback]', '[]'), 'world.yaml:8: clients.0.redirectUris', />=1/],
    ['a bank that there is not', instead('gunma:', 'gumma:'), 'world.yaml:10: banks.gumma', /unknown key/],
    [
      'a setting that there is not',
      instead('consentDays', 'consentDay'),
      'world.yaml:11: banks.gunma.settings.consentDay',
      /unknown key/,
    ],
    [
      'a setting of nothing',
      instead('consentDays: 30', 'consentDays: 0'),
      'world.yaml:11: banks.gunma.settings.consentDays',
      />0/,
    ],
    [
      'a branch code without quotes',
      instead('"001"', '001'),
      `world.yaml:16: ${account}.branchCode`,
      /3 digits in quotes/,
    ],
    [
      'an account number of six digits',
      instead('number: "0000001"', 'number: "000001"'),
      `world.yaml:18: ${account}.number`,
      /7 digits in quotes/,
    ],
    [
      'a holder in full-width kana',
      instead('ｼﾖｳﾃﾝ', 'ショウテン'),
      `world.yaml:19: ${account}.holder`,
      /half-width kana/,
    ],
    ['a PIN without quotes', instead('"0123"', '0123'), `world.yaml:20: ${account}.inquiryPin`, /4 digits in quotes/],
    [
      'a PIN in full-width digits',
      instead('"0123"', '"０１２３"'),
      `world.yaml:20: ${account}.inquiryPin`,
      /4 digits in quotes/,
    ],
    [
      'a lock on a PIN that is registered',
      instead(
        'inquiryPin: "0123"',
        'inquiryPin: "0123"\n            inquiryPinState: registered\n            inquiryPinLocked: true',
      ),
      `world.yaml:22: ${account}.inquiryPinLocked`,
      /only an inquiry PIN that is unregistered can be locked/,
    ],
    [
      'a login ID with a hyphen',
      instead('loginId: sato', 'loginId: sa-to'),
      `world.yaml:23: ${customer}.loginId`,
      /1 to 12/,
    ],
    ['a password in kana', instead('sato-pw', 'ひみつ'), `world.yaml:24: ${customer}.loginPassword`, /half-width/],
    [
      'a way to log in that there is not',
      instead('login: password', 'login: fax'),
      `world.yaml:26: ${customer}.login`,
      /"certificate"\|"password"/,
    ],
    [
      'an account that the company has not',
      instead('["0000001"]', '["0000002"]'),
      `world.yaml:27: ${customer}.mayNotInquire.0`,
      /no account 0000002/,
    ],
    [
      'a state that there is not',
      instead('{ id: sato-one }', '{ id: sato-one, state: lost }'),
      `world.yaml:28: ${customer}.certificates.0.state`,
      /"valid"\|/,
    ],
    [
      'a purpose in one language',
      instead(', en: example', ''),
      `world.yaml:29: ${customer}.purpose.en`,
      /expected string/,
    ],
    [
      'a token secret that is too short',
      instead('    login: password', '    tokenSecret: JBSWY3DPEHPK3PXP\n            login: password'),
      `world.yaml:26: ${customer}.tokenSecret`,
      /Base32 secret of 16 bytes/,
    ],
    [
      'a null',
      instead('settings: { consentDays: 30 }', 'settings:'),
      'world.yaml:11: banks.gunma.settings',
      /expected object, received null/,
    ],
    [
      'no customer',
      `banks:\n  gunma:\n    companies:\n      - id: a\n        name: b\n        customers: []\n`,
      `world.yaml:6: ${company}.customers`,
      />=1/,
    ],
  ])('such as %s is told by file, line, key and what was expected', (_, text, where, expected) => {
    const [mistake = '', ...others] = mistakesIn(text);
    expect(mistake.startsWith(`${where}: `)).toBe(true);
    expect(mistake.slice(where.length)).toMatch(expected);
    expect(others).toEqual([]);
  });

  test('does not hide the next one', () => {
    const text = good.replace('name: small', 'name: 5').replace('"0123"', '123');
    expect(mistakesIn(`${text}extra: 1\nmore: 2\n`).map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'world.yaml:1 name',
      `world.yaml:20 ${account}.inquiryPin`,
      'world.yaml:30 extra',
      'world.yaml:31 more',
    ]);
  });

  test('is told under the name of the file given', () => {
    expect(mistakesIn('{}', '/tmp/my worlds/a.json')[0]).toMatch(/^\/tmp\/my worlds\/a\.json:1: banks: /);
  });

  test('is found in a JSON file by its line too', () => {
    const text = JSON.stringify({ name: 'x', banks: { gunma: { companies: 5 } } }, null, 2);
    expect(mistakesIn(text, 'world.json')).toEqual([
      'world.json:5: banks.gunma.companies: Invalid input: expected array, received number',
    ]);
  });
});

describe('a statement in a world file', () => {
  const withStatement = (statement: string) => mistakesIn(instead('{ linesPerMonth: 3 }', statement));
  const at = `world.yaml:21: ${account}.statement`;

  test.each([
    ['is neither lines nor generated', '5', [/statement: .*expected object, received number/]],
    ['is generated from nothing', '{ linesPerMonth: 0 }', [/statement\.linesPerMonth: .*>0/]],
    ['is generated from too much', '{ linesPerMonth: 50001 }', [/statement\.linesPerMonth: .*50000/]],
    ['reaches too far back', '{ linesPerMonth: 3, daysBack: 401 }', [/statement\.daysBack: .*400/]],
    [
      'has a line on a day that is none',
      '{ lines: [{ bookDate: -30, direction: "1", category: "11", amount: 1, description: ﾔﾏﾀﾞ }] }',
      [/lines\.0\.bookDate: .*expected string/],
    ],
    ['has a key that is unknown', '{ linesPerMonth: 3, speed: x }', [/statement\.speed: unknown key/]],
    [
      'comes to a balance of more than 13 digits',
      `{ lines: [${Array.from({ length: 2 }, () => '{ bookDate: 2026-11-20, direction: "1", category: "11", amount: 9999999999999, description: ﾔﾏﾀﾞ }')}] }`,
      [/statement: .*at most 13 digits/],
    ],
    ['has lines that are none', '{ lines: 5 }', [/statement\.lines: .*expected array/]],
    [
      'has a line with several mistakes, more than the other kind of statement would have',
      '{ lines: [{ bookDate: 2026-11-31, direction: in, amount: 1.5, description: カ }] }',
      [
        /lines\.0\.bookDate: /,
        /lines\.0\.direction: /,
        /lines\.0\.category: /,
        /lines\.0\.amount: /,
        /lines\.0\.description: /,
      ],
    ],
  ])('that %s is told by what is wrong with the kind that was meant', (_, statement, expected) => {
    const mistakes = withStatement(statement);
    expect(mistakes).toHaveLength(expected.length);
    for (const [index, mistake] of mistakes.entries()) {
      expect(mistake.startsWith(at)).toBe(true);
      expect(mistake).toMatch(expected[index] as RegExp);
    }
  });

  test('may have lines with deposits', () => {
    const deposit = '{ payerName: ﾔﾏﾀﾞ, remittingBank: ﾃｽﾄ, remittingBranch: ﾎﾝﾃﾝ, ediInformation: ｦ-1 }';
    const line = `{ bookDate: 2026-11-20, direction: "1", category: "11", amount: 1, description: ﾔﾏﾀﾞ, deposit: ${deposit} }`;
    expect(withStatement(`{ lines: [${line}] }`)).toEqual([]);
    expect(withStatement(`{ lines: [${line.replace('description: ﾔﾏﾀﾞ', 'description: ｦ')}] }`)).toHaveLength(1);
    expect(withStatement(`{ lines: [${line.replace('ｦ-1', 'INV-00000000000000001')}] }`)).toHaveLength(1);
  });
});

describe('what is given twice in a world file', () => {
  const second = good.slice(good.indexOf('      - id: shop'));
  const twice = `${good}${second}`;

  test('is told where it is given again', () => {
    expect(mistakesIn(twice)).toEqual([
      'world.yaml:30: banks.gunma.companies.1.id: company of gunma shop is given twice; expected another one',
      'world.yaml:35: banks.gunma.companies.1.accounts.0.number: account of gunma 001 1 0000001 is given twice; expected another one',
      'world.yaml:40: banks.gunma.companies.1.customers.0.loginId: loginId of gunma sato is given twice; expected another one',
      'world.yaml:45: banks.gunma.companies.1.customers.0.certificates.0.id: certificate sato-one is given twice; expected another one',
    ]);
  });

  test('may be the same number at another branch, or of another type', () => {
    const others = second
      .replace('shop', 'shop-2')
      .replace('loginId: sato', 'loginId: sato2')
      .replace('sato-one', 'sato-two');
    expect(mistakesIn(good + others.replace('"001"', '"002"'))).toEqual([]);
    expect(mistakesIn(good + others.replace('number:', 'type: "2"\n            number:'))).toEqual([]);
    expect(mistakesIn(good + others)).toHaveLength(1);
  });

  test('is an app with the id of another one', () => {
    const app = good.slice(good.indexOf('  - clientId'), good.indexOf('banks:'));
    expect(mistakesIn(good.replace(app, app + app))).toEqual([
      'world.yaml:9: clients.1.clientId: clientId app is given twice; expected another one',
    ]);
  });

  test('is a key, which YAML itself refuses', () => {
    expect(mistakesIn(`${good}name: again\n`)).toEqual(['world.yaml:30: Map keys must be unique']);
  });
});

describe('what is no world file at all', () => {
  test.each([
    ['an empty file', '', 'world.yaml:1: (the whole file): '],
    ['a comment', '# nothing', 'world.yaml:1: (the whole file): '],
    ['a list', '- a', 'world.yaml:1: (the whole file): '],
    ['a word', 'hello', 'world.yaml:1: (the whole file): '],
    ['a tab as indentation', 'banks:\n\tgunma: {}', 'world.yaml:2: Tabs'],
    ['a bracket that is never closed', 'banks: {\n  gunma: {', 'world.yaml:2: '],
    ['a quotation mark that is never closed', 'name: "x', 'world.yaml:1: '],
    ['two documents', 'banks: { gunma: {} }\n---\nbanks: { gunma: {} }', 'world.yaml:2: '],
    ['an alias without an anchor', 'banks: *nowhere', 'world.yaml: Unresolved alias'],
    [
      'aliases that multiply',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]',
      'world.yaml: Excessive alias',
    ],
    ['bytes', '\u0000\u0001\u0002', 'world.yaml:1: '],
  ])('is refused with its place: %s', (_, text, start) => {
    const mistakes = mistakesIn(text);
    expect(mistakes[0]?.startsWith(start)).toBe(true);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'is the key %s, which is unknown like any other and changes nothing',
    (key) => {
      for (const text of [
        `${good}${key}: { polluted: true }\n`,
        good.replace('name: 商店', `name: 商店\n        ${key}: { polluted: true }`),
      ]) {
        const mistakes = mistakesIn(text);
        expect(mistakes).toHaveLength(1);
        expect(mistakes[0]).toMatch(new RegExp(`${key}: unknown key`));
      }
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );
});

describe('a camera token in a world file', () => {
  const tokens = `        cameraTokens: [{ code: SBT-0001, secret: "${'0a'.repeat(32)}" }]\n`;
  const withToken = good
    .replace('gunma:', 'mizuho:')
    .replace('        customers:\n', `${tokens}        customers:\n`)
    .replace('login: password', 'login: password\n            cameraToken: { code: SBT-0001 }');

  const [trade, operator] = [company, customer].map((path) => path.replace('gunma', 'mizuho'));

  test('is read, and is in use where nothing else is said', () => {
    const world = parseWorldFile(withToken, 'world.yaml');
    expect(world.banks.mizuho.companies[0]?.customers[0]?.cameraToken).toEqual({ code: 'SBT-0001', state: 'in-use' });
  });

  test.each<[string, string, string, RegExp]>([
    [
      'one that the company has not',
      withToken.replace('cameraToken: { code: SBT-0001 }', 'cameraToken: { code: SBT-0002 }'),
      `world.yaml:28: ${operator}.cameraToken.code`,
      /the company has no camera token SBT-0002/,
    ],
    [
      'a secret that is too short',
      withToken.replace('0a'.repeat(32), '0a'.repeat(15)),
      `world.yaml:22: ${trade}.cameraTokens.0.secret`,
      /expected 16 bytes or more in hex/,
    ],
    [
      'a secret that is not hex',
      withToken.replace('0a'.repeat(32), 'xy'.repeat(32)),
      `world.yaml:22: ${trade}.cameraTokens.0.secret`,
      /expected 16 bytes or more in hex/,
    ],
    [
      'a secret without quotes, of digits',
      withToken.replace(`"${'0a'.repeat(32)}"`, '31'.repeat(16)),
      `world.yaml:22: ${trade}.cameraTokens.0.secret`,
      /expected hex in quotes/,
    ],
    [
      'a state that there is not',
      withToken.replace('cameraToken: { code: SBT-0001 }', 'cameraToken: { code: SBT-0001, state: lost }'),
      `world.yaml:28: ${operator}.cameraToken.state`,
      /"not-set-up"\|/,
    ],
  ])('that is %s is told by file, line, key and what was expected', (_, text, where, expected) => {
    const [mistake = '', ...others] = mistakesIn(text);
    expect(mistake.startsWith(`${where}: `), mistake).toBe(true);
    expect(mistake).toMatch(expected);
    expect(others).toEqual([]);
  });

  test('with a code in small letters is told where it is given', () => {
    const [mistake = ''] = mistakesIn(withToken.replaceAll('SBT-0001', 'sbt_1'));
    expect(mistake).toMatch(/^world\.yaml:22: .*cameraTokens\.0\.code: expected 4 to 16 capitals/);
  });

  test('with the code of another one of the bank is told where it is given again', () => {
    const second = withToken
      .slice(withToken.indexOf('      - id: shop'))
      .replace('id: shop', 'id: shop-2')
      .replace('number: "0000001"', 'number: "0000002"')
      .replace('["0000001"]', '["0000002"]')
      .replace('loginId: sato', 'loginId: sato2')
      .replace('sato-one', 'sato-two');
    expect(mistakesIn(withToken + second)).toEqual([
      'world.yaml:41: banks.mizuho.companies.1.cameraTokens.0.code: camera token of mizuho SBT-0001 is given twice; expected another one',
    ]);
  });

  test('is told at a bank that has none', () => {
    expect(mistakesIn(withToken.replace('mizuho:', 'gunken:'))).toEqual([
      'world.yaml:22: banks.gunken.companies.0.cameraTokens: gunken has no camera tokens; expected them at a bank that has, such as mizuho',
    ]);
  });
});
