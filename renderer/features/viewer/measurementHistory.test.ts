import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import { changeBetween, NO_HISTORY, record, redo, undo, type History } from './measurementHistory';

const probe = (id: string, column = 0): Measurement => ({
  id,
  kind: 'probe',
  sopInstanceUid: '1',
  frameNumber: 1,
  points: [[column, 0]],
});
const byId = (list: readonly Measurement[]) => [...list].sort((a, b) => a.id.localeCompare(b.id));

describe('the history of measurements', () => {
  it('leads back through any acts to the beginning and forward to the end again', () => {
    const acts = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        column: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(acts, (steps) => {
        let list: readonly Measurement[] = [probe('z')];
        let history: History = NO_HISTORY;
        const states = [list];
        for (const { id, column } of steps) {
          const rest = list.filter((one) => one.id !== id);
          const next = column === null ? rest : [...rest, probe(id, column)];
          const change = changeBetween(list, next);
          if (!change) continue;
          history = record(history, change);
          list = next;
          states.push(list);
        }
        const last = byId(list);
        for (const state of states.slice(0, -1).reverse()) {
          const step = undo(history, list);
          expect(byId(step?.list ?? [])).toEqual(byId(state));
          ({ history, list } = step ?? { history, list });
        }
        expect(undo(history, list)).toBeNull();
        for (let step = redo(history, list); step; step = redo(history, list))
          ({ history, list } = step);
        expect(byId(list)).toEqual(last);
      }),
    );
  });

  it('leaves alone what somebody else drew since', () => {
    const change = changeBetween([], [probe('mine')]);
    const history = record(NO_HISTORY, change ?? { removed: [], added: [] });
    const step = undo(history, [probe('mine'), probe('theirs')]);
    expect(step?.list).toEqual([probe('theirs')]);
  });

  it('forgets what was taken back once something new is done', () => {
    const first = record(NO_HISTORY, { removed: [], added: [probe('a')] });
    const back = undo(first, [probe('a')]);
    const next = record(back?.history ?? first, { removed: [], added: [probe('b')] });
    expect(redo(next, [probe('b')])).toBeNull();
  });
});
