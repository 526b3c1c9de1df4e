import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Each pixel's colour as 0xRRGGBB, row by row. */
  readonly colours: Uint32Array;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** Reads a PNG as Chromium writes it: 8 bits, RGB or RGBA, not interlaced (PNG, third edition, §9). */
function decode(png: Buffer): Pixels {
  const header = png.subarray(16, 29);
  const [width, height, depth, type] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  if (depth !== 8 || (type !== 2 && type !== 6)) throw new Error(`a PNG of depth ${depth} and colour type ${type}`);
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const bytes = type === 2 ? 3 : 4;
  const stride = width * bytes;
  const rows = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < bytes ? 0 : (rows[at - bytes] as number);
      const above = y === 0 ? 0 : (rows[at - stride] as number);
      const corner = x < bytes || y === 0 ? 0 : (rows[at - stride - bytes] as number);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] as number;
      rows[at] = (raw[y * (stride + 1) + 1 + x] as number) + predicted;
    }
  }
  const colours = new Uint32Array(width * height);
  for (let pixel = 0; pixel < colours.length; pixel += 1) {
    const at = pixel * bytes;
    colours[pixel] = ((rows[at] as number) << 16) | ((rows[at + 1] as number) << 8) | (rows[at + 2] as number);
  }
  return { width, height, colours };
}

function distance(one: number, other: number): number {
  const of = (shift: number) => (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2;
  return of(16) + of(8) + of(0);
}

/** Each colour of a picture, and the one of the most frequent ones that stands for it. */
function palette(
  colours: Uint32Array,
  size: number,
): { readonly kept: readonly number[]; readonly indexOf: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const kept = [...counts]
    .sort((one, other) => other[1] - one[1])
    .slice(0, size)
    .map(([colour]) => colour);
  const nearest = (colour: number) =>
    kept.reduce(
      (best, candidate, index) => (distance(colour, candidate) < distance(colour, kept[best] ?? 0) ? index : best),
      0,
    );
  return { kept, indexOf: new Map([...counts.keys()].map((colour) => [colour, nearest(colour)])) };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/**
 * A screenshot in fewer colours: a third of its size, and no difference to see. Screens have few colours, and the shades
 * between text and ground.
 *
 * @param png - as Chromium writes it
 * @param size - how many colours, up to 256
 */
export function withPalette(png: Buffer, size: number): Buffer {
  const { width, height, colours } = decode(png);
  const { kept, indexOf } = palette(colours, size);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexOf.get(colours[y * width + x] as number) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.from(kept.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
