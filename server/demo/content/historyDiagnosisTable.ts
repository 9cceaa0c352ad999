import type { Profile } from '../../../shared/domain/consultation/form';

export type HistoryDiagnosis = {
  readonly code: string;
  readonly name: string;
  readonly departmentName: string;
  readonly weight: number;
  /** Years, inclusive. */
  readonly ages: readonly [number, number];
  readonly sex: 'male' | 'female' | null;
  readonly profile: Profile;
  /** Share of this disease that comes as an emergency, relative to the others. */
  readonly urgency: number;
};

type Row = readonly [
  code: string,
  name: string,
  departmentName: string,
  weight: number,
  from: number,
  to: number,
  sex?: 'male' | 'female' | null,
  profile?: Profile,
  urgency?: number,
];

const ROWS: readonly Row[] = [
  ['I63.9', '脑梗死', '神经内科', 34, 48, 86, null, 'stroke', 6],
  ['I61.9', '脑内出血', '神经外科', 13, 42, 82, null, 'stroke', 5],
  ['G40.9', '癫痫', '神经内科', 7, 6, 62, null, 'general', 1],
  ['C71.9', '脑恶性肿瘤', '神经外科', 6, 28, 70],
  ['I21.0', '前壁急性透壁性心肌梗死', '心血管内科', 13, 44, 80, null, 'acs', 6],
  ['I50.9', '心力衰竭', '心血管内科', 14, 52, 88, null, 'general', 1],
  ['I48', '心房颤动和心房扑动', '心血管内科', 8, 55, 88],
  ['I10', '特发性（原发性）高血压', '心血管内科', 5, 35, 72],
  ['J18.9', '肺炎', '呼吸与危重症医学科', 16, 18, 88, null, 'general', 1],
  ['J44.1', '慢性阻塞性肺疾病伴有急性加重', '呼吸与危重症医学科', 11, 56, 88],
  ['R91', '肺诊断性影像异常所见', '胸外科', 24, 38, 76, null, 'imagingMdt'],
  ['C34.9', '支气管或肺恶性肿瘤', '胸外科', 19, 46, 80, null, 'imagingMdt'],
  ['J80', '急性呼吸窘迫综合征', '重症医学科', 7, 24, 80, null, 'general', 4],
  ['A41.9', '脓毒症', '重症医学科', 9, 30, 86, null, 'general', 4],
  ['T60.3', '除草剂和杀真菌剂的毒性效应', '急诊医学科', 4, 18, 70, null, 'general', 5],
  ['T07', '多处损伤', '急诊医学科', 5, 18, 70, null, 'general', 5],
  ['K92.2', '胃肠出血', '消化内科', 10, 30, 84, null, 'general', 3],
  ['K74.6', '肝硬化', '消化内科', 9, 36, 78],
  ['K85.9', '急性胰腺炎', '消化内科', 8, 26, 76, null, 'general', 2],
  ['C16.9', '胃恶性肿瘤', '肿瘤科', 11, 44, 82, null, 'imagingMdt'],
  ['C22.0', '肝细胞癌', '肝胆胰外科', 10, 40, 78, null, 'imagingMdt'],
  ['K80.2', '胆囊结石不伴有胆囊炎', '肝胆胰外科', 5, 28, 76],
  ['E11.5', '2 型糖尿病伴有周围循环并发症', '内分泌科', 13, 48, 84],
  ['E05.0', '甲状腺毒症伴有弥漫性甲状腺肿', '内分泌科', 9, 20, 62],
  ['N18.5', '慢性肾脏病 5 期', '肾内科', 10, 30, 78],
  ['N04.9', '肾病综合征', '肾内科', 7, 8, 60],
  ['C64', '肾恶性肿瘤（肾盂除外）', '泌尿外科', 7, 40, 78, null, 'imagingMdt'],
  ['N20.1', '输尿管结石', '泌尿外科', 4, 24, 68],
  ['C85.9', '非霍奇金淋巴瘤', '血液内科', 7, 24, 78, null, 'imagingMdt'],
  ['D61.9', '再生障碍性贫血', '血液内科', 5, 12, 70],
  ['C50.4', '乳房外上象限恶性肿瘤', '甲状腺乳腺外科', 13, 34, 74, 'female', 'pathology'],
  ['C73', '甲状腺恶性肿瘤', '甲状腺乳腺外科', 9, 26, 66, null, 'pathology'],
  ['M51.2', '腰椎间盘移位', '骨科', 8, 26, 74],
  ['S72.0', '股骨颈骨折', '骨科', 9, 60, 90],
  ['I70.2', '肢体动脉的动脉粥样硬化', '血管外科', 7, 54, 84],
  ['I80.2', '下肢深静脉血栓形成', '血管外科', 6, 32, 80],
  ['O14.1', '重度先兆子痫', '妇产科', 7, 20, 42, 'female', 'general', 4],
  ['C53.9', '宫颈恶性肿瘤', '妇产科', 7, 32, 72, 'female', 'pathology'],
  ['J21.9', '急性细支气管炎', '儿科', 7, 0, 2, null, 'paediatric', 1],
  ['P07.3', '早产婴儿', '儿科', 5, 0, 0, null, 'paediatric', 4],
  ['M30.3', '粘膜皮肤淋巴结综合征[川崎]', '儿科', 5, 1, 6, null, 'paediatric'],
  ['H40.9', '青光眼', '眼科', 4, 44, 82],
  ['H35.3', '黄斑和后极部变性', '眼科', 4, 56, 86],
  ['B18.1', '慢性乙型病毒性肝炎', '消化内科', 5, 28, 70],
  ['A16.2', '肺结核 未做细菌学检查', '呼吸与危重症医学科', 6, 20, 80],
  ['F32.9', '抑郁发作', '神经内科', 3, 18, 66],
  ['R50.9', '发热', '医学影像科', 4, 16, 72],
  ['D05.1', '导管原位癌', '病理科', 4, 36, 70, 'female', 'pathology'],
];

/** What county hospitals ask about, over the chapters of ICD-10; ages and sexes as the diseases have them. */
export const HISTORY_DIAGNOSES: readonly HistoryDiagnosis[] = ROWS.map((row) => {
  const [
    code,
    name,
    departmentName,
    weight,
    from,
    to,
    sex = null,
    profile = 'general',
    urgency = 0,
  ] = row;
  return { code, name, departmentName, weight, ages: [from, to], sex, profile, urgency };
});
