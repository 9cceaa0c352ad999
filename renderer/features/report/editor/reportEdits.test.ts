import { describe, expect, it } from 'vitest';
import { emptyReport, type KeyImage } from '../../../../shared/domain/report/report';
import { CHIEF, MEMBER, START } from '../../../platform/testing/aCaseDetail';
import { addKeyImages, keyImageId, MOST_KEY_IMAGES } from '../keyImages/keyImage';
import {
  appendToConclusion,
  applyTemplate,
  captionKeyImage,
  dissentToImport,
  importDissent,
  moveKeyImage,
} from './reportEdits';

const image = (number: number): KeyImage => ({
  studyInstanceUid: '1.2',
  seriesInstanceUid: '1.2.3',
  sopInstanceUid: `1.2.3.${String(number)}`,
  frameNumber: 1,
  window: null,
  caption: '',
});
const opinion = (actor: typeof MEMBER, agreesWithChief: boolean) => ({
  expertId: actor.userId,
  status: 'submitted' as const,
  text: '3 个月后复查',
  agreesWithChief,
  at: START,
  by: actor.userId,
});

describe('report edits', () => {
  it('a template fills only what nobody has written', () => {
    const sections = {
      caseSummary: '主诉：____',
      findings: '查体：____',
      conclusion: '1. ____',
      recommendations: '',
      precautions: '',
    };
    const written = { ...emptyReport(), conclusion: '恶性可能' };
    expect(applyTemplate(sections)(written)).toMatchObject({
      caseSummary: '主诉：____',
      conclusion: '恶性可能',
    });
  });

  it('keeps the author when an opinion goes into the conclusion', () => {
    const before = { ...emptyReport(), conclusion: '结论\n' };
    expect(appendToConclusion('荣主任', '同意手术')(before).conclusion).toBe(
      '结论\n荣主任：同意手术',
    );
  });

  it('asks for the words of everybody who disagrees, once, and never for the chief', () => {
    const opinions = [opinion(MEMBER, false), opinion(CHIEF, false)];
    const missing = dissentToImport(opinions, CHIEF.userId, emptyReport());
    expect(missing.map(({ expertId }) => expertId)).toEqual([MEMBER.userId]);
    const after = importDissent(opinion(MEMBER, false), '荣主任')(emptyReport());
    expect(after.dissent).toEqual([
      { expertId: MEMBER.userId, expertName: '荣主任', text: '3 个月后复查' },
    ]);
    expect(dissentToImport(opinions, CHIEF.userId, after)).toEqual([]);
    const changed = { ...opinion(MEMBER, false), text: '6 个月后复查' };
    expect(dissentToImport([changed], CHIEF.userId, after)).toEqual([changed]);
    expect(importDissent(changed, '荣主任')(after).dissent.map(({ text }) => text)).toEqual([
      '6 个月后复查',
    ]);
  });

  it('marks a picture once, keeps its caption and moves it', () => {
    const two = addKeyImages(emptyReport(), [image(1), image(2)]);
    const captioned = captionKeyImage(keyImageId(image(1)), '结节')(two);
    const again = addKeyImages(captioned, [image(1)]);
    expect(again.keyImages.map(({ caption }) => caption)).toEqual(['结节', '']);
    const moved = moveKeyImage(keyImageId(image(1)), 1)(again);
    expect(moved.keyImages.map(keyImageId)).toEqual([keyImageId(image(2)), keyImageId(image(1))]);
    expect(moveKeyImage(keyImageId(image(1)), 1)(moved)).toBe(moved);
  });

  it('stops at what the report schema takes', () => {
    const many = Array.from({ length: MOST_KEY_IMAGES + 3 }, (_, index) => image(index));
    expect(addKeyImages(emptyReport(), many).keyImages).toHaveLength(MOST_KEY_IMAGES);
  });
});
