// The doors of the house (docs/decisions/001-the-house.md): a room may import from rooms below it only.
const floors = require('./scripts/architecture/rooms.json').map((floor) => Object.keys(floor));

const inRooms = (rooms) => `^sandbox/src/(${rooms.join('|')})/`;

const upward = floors.slice(0, -1).map((rooms, floor) => ({
  name: `${rooms.join('-')}-imports-downward-only`,
  severity: 'error',
  from: { path: inRooms(rooms) },
  to: { path: inRooms(floors.slice(floor + 1).flat()) },
}));

const besides = floors.flatMap((rooms) =>
  rooms.length < 2
    ? []
    : rooms.map((room) => ({
        name: `${room}-does-not-import-its-neighbours`,
        severity: 'error',
        from: { path: inRooms([room]) },
        to: { path: inRooms(rooms.filter((other) => other !== room)) },
      })),
);

module.exports = {
  forbidden: [
    ...upward,
    ...besides,
    {
      name: 'bank-is-pure',
      comment: 'No Express, no SQL, no I/O: only what computes.',
      severity: 'error',
      from: { path: inRooms(['bank']) },
      to: { pathNot: '^(sandbox/src/bank/|node_modules/(temporal-polyfill|otplib|@holiday-jp)/|crypto$|node:crypto$)' },
    },
    {
      name: 'customer-knows-the-bank-by-its-pages-only',
      severity: 'error',
      from: { path: inRooms(['customer']) },
      to: { pathNot: '^(sandbox/src/customer/|openapi/generated/|node_modules/tough-cookie/)' },
    },
    {
      name: 'sdk-and-sandbox-meet-in-openapi',
      severity: 'error',
      from: { path: '^(sdk|sandbox)/src/' },
      to: { path: '^(sdk|sandbox)/', pathNot: '^$1/' },
    },
    {
      name: 'sdk-front-has-no-node-built-ins',
      severity: 'error',
      from: { path: '^sdk/src/', pathNot: '^sdk/src/(node|file-token-store|mtls-fetch)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^(sdk|sandbox)/src/' }, to: {} },
    {
      name: 'dependencies-are-declared',
      severity: 'error',
      from: { path: '^(sdk|sandbox|examples)/' },
      to: {
        // What an example generates before it starts.
        pathNot: '^\\./openapi\\.ts$',
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['npm-peer'],
      },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
  },
};
