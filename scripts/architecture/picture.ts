import { type Doors, floors, ground, mainDoors } from './doors.ts';

const font = 'ui-sans-serif, system-ui, &quot;Segoe UI&quot;, sans-serif';
const colours = {
  paper: '#ffffff',
  wall: '#f1f5f8',
  line: '#b9c6d2',
  ink: '#1d2733',
  soft: '#566573',
  door: '#12507b',
};

const box = { width: 158, height: 52 };
const between = { across: 18, down: 40 };
/** Where doors lead past floors: at the right of the boxes. */
const lane = { first: 26, width: 18 };
const margin = 20;
const vendor = { x: margin, width: box.width + 2 * margin };
const house = { x: vendor.x + vendor.width + margin, top: 64 };

interface Box {
  readonly name: string;
  readonly short: string;
  readonly x: number;
  readonly y: number;
  readonly floor: number;
}

const rowY = (fromTop: number): number => house.top + margin + fromTop * (box.height + between.down);

const most = Math.max(...floors.map((floor) => Object.keys(floor).length));
const inner = most * box.width + (most - 1) * between.across;

const floorOf = (name: string): number => floors.findIndex((floor) => name in floor);

function roomBoxes(doors: readonly [string, string][]): Box[] {
  const leadsFar = (name: string) => doors.some(([from, to]) => from === name && floorOf(from) - floorOf(to) > 1);
  return floors.flatMap((floor, index) => {
    // Who has a door past a floor stands at the right, by the lanes.
    const rooms = Object.entries(floor).toSorted(([one], [other]) => Number(leadsFar(one)) - Number(leadsFar(other)));
    const width = rooms.length * box.width + (rooms.length - 1) * between.across;
    const left = house.x + margin + (inner - width) / 2;
    return rooms.map(([name, { short }], at) => ({
      ...{ name, short, floor: index },
      x: left + at * (box.width + between.across),
      y: rowY(floors.length - 1 - index),
    }));
  });
}

const text = (x: number, y: number, words: string, more: string): string =>
  `<text x="${x}" y="${y}" text-anchor="middle" ${more}>${words}</text>`;

const drawBox = ({ name, short, x, y }: Omit<Box, 'floor'>, width = box.width): string =>
  [
    `<rect x="${x}" y="${y}" width="${width}" height="${box.height}" rx="4" fill="${colours.paper}" stroke="${colours.line}"/>`,
    text(x + width / 2, y + 22, `${name}/`, `font-weight="700" font-size="15" fill="${colours.ink}"`),
    text(x + width / 2, y + 41, short, `font-size="12.5" fill="${colours.soft}"`),
  ].join('');

const arrow = (path: string): string =>
  `<path d="${path}" fill="none" stroke="${colours.door}" stroke-width="1.5" marker-end="url(#tip)"/>`;

/**
 * The house as an SVG: its rooms, floor by floor, and the doors between them. A door that leads where others lead as well is
 * left out; the table beside the picture has them all.
 */
export function drawHouse(doors: Doors): string {
  // From the ground up, so that the doors of lower rooms take the inner lanes.
  const main = mainDoors(doors).toSorted(([one], [other]) => floorOf(one) - floorOf(other) || (one < other ? -1 : 1));
  const rooms = roomBoxes(main);
  const bottom = rowY(floors.length);
  const lanesFrom = house.x + margin + inner + lane.first;
  const boxOf = (name: string) => rooms.find((room) => room.name === name);
  let lanes = 0;

  const drawDoor = ([from, to]: [string, string]): string => {
    const [upper, lower] = [boxOf(from), boxOf(to)];
    if (upper === undefined) return '';
    const floorBelow = lower?.floor ?? -1;
    if (upper.floor - floorBelow === 1) {
      const [x, target] = [upper.x + box.width / 2, lower ? lower.x + box.width / 2 : upper.x + box.width / 2];
      return arrow(`M${x} ${upper.y + box.height} L${target} ${lower?.y ?? bottom}`);
    }
    const x = lanesFrom + lane.width * lanes;
    lanes += 1;
    const start = `M${upper.x + box.width} ${upper.y + box.height / 2} H${x}`;
    return arrow(lower ? `${start} V${lower.y + box.height / 2} H${lower.x + box.width}` : `${start} V${bottom}`);
  };

  const drawn = main.map(drawDoor);
  const width = lanesFrom + lane.width * lanes + margin;
  const sdk = { name: 'sdk', short: 'links, reads, typed', x: vendor.x + margin, y: rowY(0) };
  const middle = sdk.x + box.width / 2;
  const walls = [
    [vendor.x, vendor.width, '@renkei/sdk'],
    [house.x, width - house.x, '@renkei/sandbox'],
  ] as const;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + margin} ${bottom + box.height + margin}" width="${width + margin}" height="${bottom + box.height + margin}" role="img" aria-labelledby="title" font-family="${font}">`,
    '<title id="title">The rooms of the sandbox, floor by floor, and the SDK beside it; arrows lead to what is imported</title>',
    `<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 Z" fill="${colours.door}"/></marker></defs>`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    ...walls.flatMap(([x, across, name]) => [
      `<rect x="${x}" y="${margin}" width="${across}" height="${bottom - margin - between.down / 2}" rx="6" fill="${colours.wall}"/>`,
      text(x + across / 2, margin + 28, name, `font-weight="700" font-size="17" fill="${colours.ink}"`),
    ]),
    ...drawn,
    arrow(`M${middle} ${sdk.y + box.height} V${bottom}`),
    ...[sdk, ...rooms].map((room) => drawBox(room)),
    drawBox(
      { name: ground, short: 'types and documents made from openapi/', x: vendor.x, y: bottom },
      width - vendor.x,
    ),
    '</svg>',
  ].join('\n')}\n`;
}
