import { describe, expect, it } from 'vitest';
import { aRecord } from '../../../platform/testing/aCaseDetail';
import {
  closePane,
  itemKey,
  onePane,
  openBeside,
  openIn,
  putInto,
  renewed,
  setCount,
  type Panes,
  type StageItem,
} from './panes';

const item = (n: number): StageItem => ({
  kind: 'record',
  record: aRecord({ id: `00000000-0000-4000-8000-00000000000${String(n)}` }),
});
const [a, b, c] = [item(1), item(2), item(3)];
const shown = ({ items, count, active }: Panes) => [
  items.slice(0, count).map((entry) => entry && itemKey(entry).slice(-1)),
  active,
];

describe('columns of the stage', () => {
  it('open in place of what was there', () => {
    expect(shown(openIn(onePane(a), b))).toEqual([['2'], 0]);
  });

  it('open beside what is being looked at, which stays', () => {
    const two = openBeside(onePane(a), b);
    expect(shown(two)).toEqual([['1', '2'], 1]);
    expect(shown(openBeside(two, c))).toEqual([['3', '2'], 0]);
    expect(shown(openBeside(onePane(null), b))).toEqual([['2'], 0]);
    expect(shown(openBeside(onePane(a), a))).toEqual([['1'], 0]);
  });

  it('never show the same material twice', () => {
    expect(shown(openIn({ ...openBeside(onePane(a), b), active: 0 }, b))).toEqual([['1', '2'], 1]);
  });

  it('take what is dropped on them', () => {
    expect(shown(putInto(onePane(a), 1, b))).toEqual([['1', '2'], 1]);
  });

  it('become one with what was being looked at, and two again with what was beside it', () => {
    const two = openBeside(onePane(a), b);
    const one = setCount(two, 1);
    expect(shown(one)).toEqual([['2'], 0]);
    expect(shown(setCount(one, 2))).toEqual([['2', '1'], 0]);
    expect(shown(setCount(onePane(a), 2))).toEqual([['1', null], 1]);
  });

  it('close one and keep the other', () => {
    expect(shown(closePane(openBeside(onePane(a), b), 0))).toEqual([['2'], 0]);
  });

  it('follow what the server says about their material', () => {
    const renamed = { ...aRecord({ id: '00000000-0000-4000-8000-000000000001' }), title: '新名' };
    expect(renewed(onePane(a), [renamed]).items[0]).toMatchObject({ record: { title: '新名' } });
  });
});
