import { japanTimestamp } from '../../bank/japan-time.ts';
import type { Control } from '../control.ts';
import { usePlace } from './language.ts';
import { Action, Actions, Section } from './table.tsx';

/** The world's clock, with what can be done to it and to the world. */
export function Clock({ control }: { control: Control }) {
  const { clock: words } = usePlace().words;
  const { clock } = control.store;
  const isFrozen = clock.state().frozenAt !== null;
  const now = japanTimestamp(clock.now());
  return (
    <Section id="clock" heading={words.heading}>
      <p class="world-clock" id="clock-now" data-live="">
        <time data-ticks={isFrozen ? undefined : clock.now()}>{now.slice(0, 19).replace('T', ' ')}</time>{' '}
        <span class="badge">{isFrozen ? words.frozen : words.runs}</span>
      </p>
      <div class="toolbar">
        <Actions topic="clock" label={words.heading} fields={{ action: 'advance' }}>
          {Object.entries(words.steps).map(([by, label]) => (
            <button type="submit" name="by" value={by} class="other" key={by}>
              {label}
            </button>
          ))}
        </Actions>
        <Actions topic="clock" label={words.freeze}>
          {isFrozen ? <Action value="resume">{words.resume}</Action> : <Action value="freeze">{words.freeze}</Action>}
        </Actions>
        <Actions topic="clock" label={words.set} fields={{ action: 'set' }}>
          <label>
            <span>{words.setTo}</span>
            <input type="datetime-local" name="now" value={now.slice(0, 16)} required />
          </label>
          <button type="submit" class="other">
            {words.set}
          </button>
        </Actions>
        <Actions topic="clock" label={words.reset}>
          <Action value="reset">{words.reset}</Action>
          <small>{words.resetWarning}</small>
        </Actions>
      </div>
    </Section>
  );
}
