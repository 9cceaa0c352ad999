import { describe, expect, it } from 'vitest';
import { makeColumns } from '../../../shared/domain/ecg/columns';
import type { DrawnLane } from '../../ports/ecgLanes';
import { laneEdges } from './edges';

function lane(values: readonly (readonly [number, number])[], parts: Partial<DrawnLane> = {}) {
  const columns = makeColumns(values.length);
  values.forEach(([min, max], at) => {
    columns.min[at] = min;
    columns.max[at] = max;
  });
  const edges = new Float32Array(2 * values.length);
  laneEdges(
    {
      columns,
      zeroPx: 100,
      middle: 0,
      pxPerUnit: 2,
      topPx: 20,
      bottomPx: 180,
      label: '',
      isEnvelope: false,
      millivoltPx: null,
      ...parts,
    },
    1,
    edges,
  );
  return [...edges];
}

describe('the edges of a lane', () => {
  it('follow the lowest and highest value of each column', () => {
    expect(lane([[-5, 10]])).toEqual([80, 110]);
  });

  it('keep a flat line visible, and the curve upright where the file counts downwards', () => {
    expect(lane([[0, 0]])).toEqual([99.5, 100.5]);
    expect(lane([[-5, 10]], { pxPerUnit: -2 })).toEqual([90, 120]);
  });

  it('let what leaves the lane show at its border', () => {
    expect(lane([[400, 500]])).toEqual([20, 21]);
    expect(lane([[-500, 500]])).toEqual([20, 180]);
  });

  it('are empty where nothing was recorded', () => {
    const [upper = 0, lower = 0] = lane([[Infinity, -Infinity]]);
    expect(upper).toBeGreaterThan(lower);
  });
});
