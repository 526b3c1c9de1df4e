import { renderToString } from 'preact-render-to-string';
import type { Flow, FlowEdge } from '../flow.ts';
import { type Bypass, type FlowRow, layOut } from './flow-layout.ts';
import { Arrow, Badge, box, exit, gap, middle, Text, text, wrap } from './flow-shapes.tsx';
import { colours, fontFamily } from './stylesheet.ts';

// At the left the ways around screens, then the screens, then where else their buttons lead.
const width = 960;
const head = 56;

/** A row, and where it is. */
interface Placed extends FlowRow {
  readonly y: number;
  readonly height: number;
}

const conditionOf = ({ screen }: FlowRow): string[] =>
  screen.shownTo === undefined ? [] : wrap(screen.shownTo, (box.width - 76) / text.small);

function place(rows: readonly FlowRow[], top: number, between: number): Placed[] {
  let y = top;
  return rows.map((row) => {
    const lines = 48 + conditionOf(row).length * text.line;
    const height = Math.max(lines, row.exits.length * exit.height + 12);
    const placed = { ...row, y, height };
    y += height + between;
    return placed;
  });
}

function ScreenBox({ row }: { row: Placed }) {
  const { screen, number, y, height } = row;
  const colour = screen.isRefusal ? colours.danger : colours.brand;
  const lines = conditionOf(row);
  const first = y + (height - lines.length * text.line) / 2;
  return (
    <>
      <rect x={box.x} y={y} width={box.width} height={height} rx="4" fill={colours.paper} stroke={colours.line} />
      <rect x={box.x} y={y} width="5" height={height} fill={colour} />
      <Badge x={box.x + 28} y={first} number={number} colour={colour} />
      <Text x={box.x + 52} y={first + 5} font-size={text.title} font-weight="700">
        {screen.title}
      </Text>
      {lines.map((line, index) => (
        <Text key={line} x={box.x + 52} y={first + 26 + index * text.line} fill={colours.soft}>
          {line}
        </Text>
      ))}
    </>
  );
}

/** Where a button leads that does not lead on: back, to a refusal, or back to the vendor. */
function Exit({ edge, y, rows }: { edge: FlowEdge; y: number; rows: readonly Placed[] }) {
  const from = box.x + box.width;
  const x = from + exit.line;
  const target = rows.find(({ screen }) => screen.id === edge.to);
  const colour = target?.screen.isRefusal ? colours.danger : target ? colours.brand : colours.soft;
  return (
    <>
      <Arrow path={`M${from} ${y}H${x - 2}`} isConditional={edge.isConditional} />
      <Text x={from + 8} y={y - 5}>
        {edge.label}
      </Text>
      <rect x={x} y={y - 13} width={exit.width} height="26" rx="13" fill={colours.paper} stroke={colour} />
      {target && <Badge x={x + 14} y={y} number={target.number} colour={colour} />}
      <Text x={x + (target ? 34 : exit.width / 2)} y={y + 4.5} text-anchor={target ? 'start' : 'middle'}>
        {target ? (target.screen.isRefusal ? 'エラー' : 'へ戻る') : '連携先へ戻る'}
      </Text>
    </>
  );
}

function Exits({ row, rows }: { row: Placed; rows: readonly Placed[] }) {
  const top = row.y + row.height / 2 - ((row.exits.length - 1) * exit.height) / 2;
  return row.exits.map((edge, index) => (
    <Exit key={`${edge.action} ${edge.to}`} edge={edge} y={top + index * exit.height} rows={rows} />
  ));
}

/** The way from a screen to what comes below. */
function Onward({ row }: { row: Placed }) {
  const bottom = row.y + row.height;
  return (
    <>
      <Arrow path={`M${middle} ${bottom}V${bottom + gap - 2}`} />
      <Text x={middle + 12} y={bottom + gap / 2 + 4} font-weight="700">
        {row.onward.join('／')}
      </Text>
    </>
  );
}

function Around({ bypass, rows }: { bypass: Bypass; rows: readonly Placed[] }) {
  const { first, last, level, isConditional, buttons } = bypass;
  const top = (rows[first]?.y ?? 0) - 22;
  const end = rows[last];
  const bottom = end ? end.y + end.height + 20 : top;
  const x = box.x - 20 - level * 20;
  const words = buttons.flatMap(({ heading = '', label }) => [...wrap(heading, 12), label]);
  return (
    <>
      <Arrow path={`M${middle} ${top}H${x}V${bottom}H${middle - 4}`} isConditional={isConditional} />
      {words.map((line, index) => (
        <Text
          key={line}
          x={x - 8}
          y={top + 16 + index * text.line}
          text-anchor="end"
          font-weight={index === words.length - 1 ? '700' : undefined}
        >
          {line}
        </Text>
      ))}
    </>
  );
}

function Vendor({ y, words }: { y: number; words: string }) {
  return (
    <>
      <rect x={middle - 150} y={y} width="300" height="40" rx="20" fill={colours.tint} stroke={colours.line} />
      <Text x={middle} y={y + 25} text-anchor="middle" font-size="14">
        {words}
      </Text>
    </>
  );
}

function Legend({ y }: { y: number }) {
  return (
    <>
      <Arrow path={`M${box.x} ${y}h36`} />
      <Text x={box.x + 46} y={y + 4}>
        ボタンの行き先
      </Text>
      <Arrow path={`M${box.x + 160} ${y}h36`} isConditional />
      <Text x={box.x + 206} y={y + 4}>
        お客様や入力内容によって進む先
      </Text>
    </>
  );
}

/** The map in sentences, for who does not see it. */
function sentences(rows: readonly FlowRow[]): string {
  const numberOf = (to: FlowEdge['to']) => rows.find(({ screen }) => screen.id === to)?.number;
  return rows
    .map(({ number, screen, exits, onward }) => {
      const others = exits.map(({ label, to }) => `「${label}」で${numberOf(to) ?? '連携先へ戻る'}`);
      const main = onward.map((label) => `「${label}」で次へ`);
      const shownTo = screen.shownTo ? `（${screen.shownTo}）` : '';
      return `${number} ${screen.title}${shownTo}：${[...main, ...others].join('、')}。`;
    })
    .join(' ');
}

/**
 * The map of a linkage as SVG, without styles, so that it looks the same on a page, in a document and by itself.
 *
 * @param flow - the map
 * @param bankName - whose
 */
export function renderFlowMap(flow: Flow, bankName: string): string {
  const layout = layOut(flow);
  const start = head + 8;
  const rows = place(layout.rows, start + 40 + 40, gap);
  const last = rows.at(-1);
  const end = last ? last.y + last.height + gap : start;
  const refusals = place(layout.refusals, end + 40 + 84, 20);
  const bottom = refusals.at(-1);
  const height = (bottom ? bottom.y + bottom.height : end + 40) + 72;
  const all = [...rows, ...refusals];
  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-labelledby="flow-title flow-description"
      font-family={fontFamily}
      lang="ja"
    >
      <title id="flow-title">{`${bankName}の連携の流れ`}</title>
      <desc id="flow-description">{sentences(all)}</desc>
      <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8Z" fill={colours.soft} />
        </marker>
      </defs>
      <rect width={width} height={height} fill={colours.ground} />
      <rect width={width} height={head - 16} fill={colours.brand} />
      <Text x={20} y={26} fill={colours.paper} font-size="16" font-weight="700">
        {`${bankName}　連携の流れ`}
      </Text>
      <Vendor y={start} words="連携先（会計ソフト等）" />
      <Arrow path={`M${middle} ${start + 40}v38`} />
      {layout.bypasses.map((bypass) => (
        <Around key={`${bypass.first} ${bypass.last}`} bypass={bypass} rows={rows} />
      ))}
      {rows.map((row) => (
        <Onward key={row.number} row={row} />
      ))}
      <Vendor y={end} words="連携先（会計ソフト等）：連携完了" />
      <Text x={box.x} y={end + 108} font-weight="700" font-size="14">
        お手続きを続けられない場合
      </Text>
      {all.map((row) => (
        <g key={row.number}>
          <Exits row={row} rows={all} />
          <ScreenBox row={row} />
        </g>
      ))}
      <Legend y={height - 32} />
    </svg>,
  );
}
