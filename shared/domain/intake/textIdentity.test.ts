import { describe, expect, it } from 'vitest';
import { matchIdentity } from '../imaging/identityMatch';
import { identityInText } from './textIdentity';

const nobody = null;
const named = (text: string) => identityInText(text)?.names ?? [];

describe('a page of text', () => {
  it('names a patient by its labels', () => {
    expect(
      identityInText(
        '柏泉县人民医院\n姓名：王某芳 性别：女 年龄：62岁 住院号：BQ2611-0388 床号：17\n出生日期：1964年3月2日',
      ),
    ).toEqual({
      names: ['王某芳'],
      sex: 'F',
      birthDate: '19640302',
      patientIds: ['BQ2611-0388'],
    });
  });

  it.each([
    ['姓名：王小明性别：男', ['王小明']],
    ['患者姓名: 王小明  科室: 内科', ['王小明']],
    ['姓 名：王 小 明    性 别：男', ['王小明']],
    ['姓名：阿卜杜拉·买买提 性别：男', ['阿卜杜拉·买买提']],
    ['姓名：Li Wei    Sex: M', ['Li Wei']],
    ['姓名 王试芳 性别 女 年龄 62岁', ['王试芳']],
  ])('reads the name in “%s”', (text, names) => {
    expect(named(text)).toEqual(names);
  });

  it.each([
    '医师姓名：张大伟',
    '联系人 姓名：李四平 与患者关系：父亲',
    '监护人姓名：李四平',
    '姓名：__________ 性别：',
    '姓名：王*明 性别：男',
    '姓名：\ue001\ue002 年龄：50',
    '姓名：⺩小明',
    '姓名 性别 年龄',
    '姓名：王',
    '请填写姓名：以及联系方式并交回护士站',
  ])('takes no name from “%s”', (text) => {
    expect(named(text)).toEqual([]);
  });

  it('leaves out what it says in two ways', () => {
    expect(identityInText('姓名：王小明\n姓名：李四平')).toBe(nobody);
    expect(identityInText('性别：男 女')).toBe(nobody);
    expect(identityInText('性别：□男 □女')).toBe(nobody);
  });

  it('takes an identity number only when its check digit holds', () => {
    expect(identityInText('身份证号：11010519491231002X')?.patientIds).toEqual([
      '11010519491231002X',
    ]);
    expect(identityInText('身份证号：110105194912310021')).toBe(nobody);
  });

  it('without any label names nobody', () => {
    expect(identityInText('患者王小明，男，58岁，因胸痛入院。')).toBe(nobody);
    expect(identityInText('')).toBe(nobody);
  });

  it('of another patient contradicts the case', () => {
    const patient = {
      name: '王小明',
      sex: 'male',
      birthDate: '1958-03-12',
      idNumber: '',
      inpatientNo: 'ZY001',
    } as const;
    const of = (text: string) => {
      const stated = identityInText(text);
      return stated && matchIdentity(patient, stated).verdict;
    };
    expect(of('姓名：李四平 性别：男')).toBe('mismatch');
    expect(of('姓名：王小明 住院号：ZY001')).toBe('match');
    expect(of('住院号：ZY777')).toBe('unverifiable');
  });
});
