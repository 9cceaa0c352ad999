import { describe, expect, it } from 'vitest';
import type { Expert } from '../../../shared/api/scheduling';
import type { UserId } from '../../../shared/domain/identity/actor';
import { mayBeInvited, rankExperts } from './experts';

const AT = '2026-11-24T02:00:00.000Z';
const anExpert = (name: string, patch: Partial<Expert> = {}): Expert => ({
  userId: name as UserId,
  name,
  title: 'chief',
  licenceNo: 'L',
  licenceValidUntil: '2030-01-01',
  hospitalName: '中心',
  departmentName: '呼吸科',
  specialties: [],
  skills: [],
  languages: [],
  bio: '',
  serviceOn: true,
  onCall: false,
  version: 1,
  openCases: 0,
  doneCases: 0,
  medianMinutes: null,
  medianResponseMinutes: null,
  averageRating: null,
  ...patch,
});
const wanted = { departmentNames: ['胸外科'], expertIds: ['甲'], text: '右肺结节，拟行胸腔镜手术' };
const order = (...experts: Expert[]) =>
  rankExperts(experts, wanted, AT).map(({ name, matchedBy }) => [name, ...matchedBy]);

describe('the suggestion of experts', () => {
  it('puts the one asked for first, then the department, then the skill, and says why', () => {
    expect(
      order(
        anExpert('丁'),
        anExpert('丙', { skills: ['胸腔镜', '心脏移植'] }),
        anExpert('乙', { departmentName: '胸外科' }),
        anExpert('甲'),
      ),
    ).toEqual([['甲', 'wished'], ['乙', 'department'], ['丙', '胸腔镜'], ['丁']]);
  });

  it('among equals, prefers whoever has less open work', () => {
    expect(order(anExpert('忙', { openCases: 5 }), anExpert('闲', { openCases: 1 }))).toEqual([
      ['闲'],
      ['忙'],
    ]);
  });

  it('never lets a full desk outweigh the right department', () => {
    const busy = anExpert('忙', { departmentName: '胸外科', openCases: 500 });
    expect(order(anExpert('闲'), busy)[0]).toEqual(['忙', 'department']);
  });

  it('puts whoever may not be invited last, however well he fits', () => {
    const off = anExpert('甲', { serviceOn: false, departmentName: '胸外科' });
    expect(order(off, anExpert('丁')).map(([name]) => name)).toEqual(['丁', '甲']);
  });

  it.each([
    ['an attending physician', { title: 'attending' }, false],
    ['an associate chief', { title: 'associateChief' }, true],
    ['a licence that ended yesterday', { licenceValidUntil: '2026-11-23' }, false],
    ['a licence that ends today', { licenceValidUntil: '2026-11-24' }, true],
    ['somebody who switched the service off', { serviceOn: false }, false],
  ] as const)('%s may be invited: %s', (_, patch, may) => {
    expect(mayBeInvited(anExpert('甲', patch), AT)).toBe(may);
  });
});
