import { japanTimestamp } from '../../bank/japan-time.ts';
import type { Control } from '../control.ts';
import { Command, Commands, Labelled } from './form.tsx';
import { usePlace } from './place.ts';

/** The world's clock, on every page: with what can be done to it and to the world. */
export function Clock({ control }: { control: Control }) {
  const { clock: words } = usePlace().words;
  const { clock } = control.store;
  const isFrozen = clock.state().frozenAt !== null;
  const now = japanTimestamp(clock.now());
  return (
    <section class="world-clock" id="clock" aria-label={words.heading} data-live="clock reset">
      <p>
        <time data-ticks={isFrozen ? undefined : clock.now()}>{now.slice(0, 19).replace('T', ' ')}</time>{' '}
        <span class="badge">{isFrozen ? words.frozen : words.runs}</span>
      </p>
      <Commands label={words.heading} fields={{ command: 'advance-clock' }}>
        {Object.entries(words.steps).map(([by, label]) => (
          <button type="submit" name="by" value={by} class="other" key={by}>
            {label}
          </button>
        ))}
      </Commands>
      <Commands label={words.freeze}>
        {isFrozen ? (
          <Command name="resume-clock">{words.resume}</Command>
        ) : (
          <Command name="freeze-clock">{words.freeze}</Command>
        )}
      </Commands>
      <details id="clock-more">
        <summary>{words.more}</summary>
        <Commands label={words.set}>
          <Labelled label={words.setTo}>
            <input type="datetime-local" name="now" value={now.slice(0, 16)} required />
          </Labelled>
          <Command name="set-clock">{words.set}</Command>
        </Commands>
        <Commands label={words.reset}>
          <Command name="reset">{words.reset}</Command>
          <small>{words.resetWarning}</small>
        </Commands>
      </details>
    </section>
  );
}
