import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import { flowOf } from '../../sandbox/src/screens/flow.ts';
import { layOut } from '../../sandbox/src/screens/html/flow-layout.ts';
import { renderFlowMap } from '../../sandbox/src/screens/html/flow-map.tsx';
import { worldOfScreens } from '../browser/world.ts';
import { checkedFetch } from '../support/contract.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';

const mizuho = profiles.mizuho as (typeof profiles)[string];

describe('the layout of the map', () => {
  it('leads around the certificate, the one-time password, the selection and the registration, each by itself', () => {
    const { rows, bypasses } = layOut(flowOf(mizuho));
    const titles = bypasses
      .toSorted((one, other) => one.first - other.first || one.last - other.last)
      .map(({ first, last, isConditional }) => [rows[first]?.screen.id, rows[last]?.screen.id, isConditional]);
    expect(titles).toEqual([
      ['certificate-selection', 'certificate-password', false],
      ['two-dimensional-code', 'two-dimensional-code', true],
      ['two-dimensional-code', 'one-time-password', true],
      ['service-selection', 'service-selection', true],
      ['inquiry-pin-registration', 'inquiry-pin-registration-result', true],
    ]);
  });

  it('keeps ways around the same screens apart', () => {
    for (const profile of Object.values(profiles)) {
      const { bypasses } = layOut(flowOf(profile));
      for (const one of bypasses) {
        const overlapping = bypasses.filter(
          (other) => other !== one && other.level === one.level && other.first <= one.last && one.first <= other.last,
        );
        expect(overlapping).toEqual([]);
      }
    }
  });

  it('draws every edge: on the way down, as a way around or as an exit', () => {
    for (const profile of Object.values(profiles)) {
      const flow = flowOf(profile);
      const { rows, refusals, bypasses } = layOut(flow);
      const labels = [...rows, ...refusals].flatMap(({ screen, onward, exits }) => [
        ...onward.map((label) => `${screen.id} ${label}`),
        ...exits.map(({ from, label }) => `${from} ${label}`),
      ]);
      const aside = bypasses.flatMap(({ buttons }) => buttons.map(({ from, label }) => `${from} ${label}`));
      expect(new Set([...labels, ...aside])).toEqual(new Set(flow.edges.map(({ from, label }) => `${from} ${label}`)));
    }
  });
});

describe('the map as SVG', () => {
  it('has a name and a description with every screen', () => {
    const svg = renderFlowMap(flowOf(mizuho), mizuho.name);
    expect(svg).toContain('role="img"');
    expect(svg).toContain(`>${mizuho.name}の連携の流れ</title>`);
    const description = /<desc[^>]*>([^<]*)<\/desc>/.exec(svg)?.[1] ?? '';
    for (const { title } of flowOf(mizuho).screens) expect(description).toContain(title);
  });

  it('has no style and no script inside, which the pages do not allow', () => {
    expect(renderFlowMap(flowOf(mizuho), mizuho.name)).not.toMatch(/<style|<script|style=|class=/);
  });
});

describe('GET /flow.svg', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox({ world: worldOfScreens() });
  });
  afterAll(() => sandbox.close());

  it('serves the map of each bank', async () => {
    for (const profile of Object.values(profiles)) {
      const response = await checkedFetch(`${sandbox.origin}/${profile.id}/flow.svg`);
      expect(response.headers.get('content-type')).toContain('image/svg+xml');
      expect(await response.text()).toContain(profile.name);
    }
  });
});
