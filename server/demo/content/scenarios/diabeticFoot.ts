import type { DemoScenario } from '../types';

const DAY = 1440;

const foot: Omit<
  DemoScenario,
  | 'key'
  | 'title'
  | 'mdt'
  | 'departments'
  | 'reason'
  | 'purpose'
  | 'questions'
  | 'seededState'
  | 'submittedAt'
  | 'startsAt'
  | 'experts'
  | 'opinions'
  | 'report'
  | 'receipt'
  | 'followUps'
  | 'ratings'
  | 'parentKey'
> = {
  number: 10,
  patientKey: 'huang',
  requesterAccount: 'county2',
  mode: 'video',
  urgency: 'routine',
  profile: 'general',
  clinical: {
    chiefComplaint: '右足破溃 3 周。',
    presentIllness:
      '3 周前右足第 1 跖骨头处烫伤后破溃，自行换药，创面加深并有渗液，伴足部麻木。近 1 年步行约 200 米后右小腿酸痛。',
    pastHistory: '2 型糖尿病 18 年，胰岛素治疗 6 年，血糖控制差。高血压 12 年。否认吸烟。',
    allergies: '否认药物过敏史。',
    physicalExam:
      '右足底第 1 跖骨头处溃疡 2.5 cm×2.0 cm，深达肌腱，少量脓性分泌物，周围红肿。足背动脉搏动弱。10 g 尼龙丝试验阳性。Wagner 3 级，ABI 0.5。',
    vitals: {
      temperatureC: 37.2,
      pulsePerMin: 90,
      respirationPerMin: 18,
      systolicMmHg: 146,
      diastolicMmHg: 82,
      spo2Percent: 97,
    },
    auxiliaryExams:
      '糖化血红蛋白 9.1%，CRP 42 mg/L，肌酐 93 µmol/L。足部 X 线（胶片）：第 1 跖骨头骨质稍毛糙。',
    treatmentSoFar: '门冬 30 胰岛素，头孢呋辛 5 天，每日换药。',
    provisionalDiagnoses: [
      { code: 'E11.5', name: '2 型糖尿病伴有周围循环并发症' },
      { code: 'I70.2', name: '肢体动脉的动脉粥样硬化' },
    ],
    onset: null,
    lastKnownWell: null,
    nihss: null,
    glucoseMmolL: 12.6,
    troponin: '',
  },
  consent: { status: 'signed', signedBy: '黄某珍', relation: '本人', recording: 'granted' },
  returnItems: [],
  declined: [],
  records: [{ kind: 'lab', patientKey: 'huang', title: '血糖与炎症指标' }],
  amendment: null,
  criticalFinding: null,
};

/** Scenario 10, first part: the follow-up at 30 days turns for the worse. */
export const diabeticFoot: DemoScenario = {
  ...foot,
  key: 'diabeticFoot',
  title: { zh: '糖尿病足 Wagner 3 级', en: 'Diabetic foot, Wagner 3' },
  mdt: false,
  departments: ['内分泌科'],
  reason: '创面加深，下肢缺血，我院缺乏糖尿病足诊疗经验。',
  purpose: '制订感染、血糖与创面处理方案，评估血运重建。',
  questions: ['抗感染方案及疗程？', '是否需要血管评估？', '创面如何处理？'],
  seededState: 'archived',
  submittedAt: -95 * DAY,
  startsAt: -94 * DAY,
  experts: [{ expertKey: 'du', role: 'chief' }],
  opinions: [
    {
      expertKey: 'du',
      text: '糖尿病足 Wagner 3 级合并下肢缺血，先控制感染与血糖，清创减压，限期下肢动脉 CTA；ABI 0.5 提示血运不足，创面不愈应尽早血运重建。',
      agreesWithChief: true,
    },
  ],
  report: {
    caseSummary:
      '女，71 岁，糖尿病 18 年，右足溃疡 3 周，Wagner 3 级，ABI 0.5，糖化血红蛋白 9.1%。',
    findings: '右足底溃疡深达肌腱，周围红肿，足背动脉搏动弱，第 1 跖骨头可疑骨质受累。',
    conclusion: '2 型糖尿病足（Wagner 3 级）伴下肢动脉缺血，合并感染。',
    recommendations:
      '1. 取深部组织培养后予哌拉西林他唑巴坦，疗程 2 周后评估。\n2. 基础加餐时胰岛素，空腹 6–8 mmol/L、餐后 8–10 mmol/L。\n3. 彻底清创、足底减压，每日换药。\n4. 2 周内完成下肢动脉 CTA。',
    precautions: '创面扩大、体温超过 38.5℃ 或足趾发黑时立即联系再次会诊。',
    diagnoses: [
      { code: 'E11.5', name: '2 型糖尿病伴有周围循环并发症' },
      { code: 'I70.2', name: '肢体动脉的动脉粥样硬化' },
    ],
    dissent: [],
    keyImages: [],
  },
  receipt: {
    decision: 'partlyAdopted',
    reason: '患者暂不同意行 CTA，余按意见执行。',
    plan: '哌拉西林他唑巴坦抗感染，清创换药，调整胰岛素。',
    afterMinutes: 240,
  },
  followUps: [
    {
      label: '7 天',
      dueAfterDays: 7,
      questions: ['创面大小与渗液情况？', '体温与血糖？', '培养结果？'],
      answer: {
        afterDays: 7,
        answers: [
          '2.2 cm×1.8 cm，渗液减少，红肿消退。',
          '36.8℃，空腹 7.6 mmol/L。',
          '金黄色葡萄球菌，对苯唑西林敏感。',
        ],
        condition: 'improved',
        efficacy: 6,
        scales: [{ name: '创面面积 cm²', value: 4 }],
      },
      reviewNote: '可按药敏降阶梯，仍建议完成下肢动脉 CTA。',
    },
    {
      label: '14 天',
      dueAfterDays: 14,
      questions: ['创面变化？', '是否已完成 CTA？'],
      answer: {
        afterDays: 17,
        answers: ['面积无明显变化。', '患者仍未同意。'],
        condition: 'stable',
        efficacy: 5,
        scales: [{ name: '创面面积 cm²', value: 3.9 }],
      },
      reviewNote: '本次回访超期 3 天，请加强随访并再次沟通 CTA。',
    },
    {
      label: '30 天',
      dueAfterDays: 30,
      questions: ['创面大小？', '体温及全身情况？', '足趾颜色与疼痛？'],
      answer: {
        afterDays: 30,
        answers: ['扩大至 4.0 cm×3.2 cm，深及骨面。', '38.6℃，寒战一次。', '第 2 趾暗紫，静息痛。'],
        condition: 'worse',
        efficacy: 2,
        scales: [
          { name: '创面面积 cm²', value: 12.8 },
          { name: '体温 ℃', value: 38.6 },
        ],
      },
      reviewNote: '感染与缺血均进展，启动血管外科、骨科联合再次会诊。',
    },
  ],
  ratings: [{ party: 'requester', score: 4, comment: '方案清楚，患者依从性影响了效果。' }],
  parentKey: null,
};

/** Scenario 10, second part: the re-consultation that saves the limb. */
export const diabeticFootAgain: DemoScenario = {
  ...foot,
  key: 'diabeticFootAgain',
  title: { zh: '糖尿病足再次会诊', en: 'Diabetic foot, re-consultation' },
  mdt: true,
  departments: ['血管外科', '骨科', '内分泌科'],
  clinical: {
    ...foot.clinical,
    chiefComplaint: '右足溃疡扩大伴发热 2 天。',
    presentIllness:
      '首次会诊后创面一度好转，未完成下肢动脉 CTA。2 天前发热 38.6℃，创面扩大至 4.0 cm×3.2 cm，深及骨面，第 2 趾暗紫，静息痛明显。',
    physicalExam:
      '右足底溃疡 4.0 cm×3.2 cm，探及骨面，脓性分泌物增多；第 2 趾暗紫、皮温低。足背动脉未触及。ABI 0.42。',
    vitals: {
      temperatureC: 38.6,
      pulsePerMin: 108,
      respirationPerMin: 20,
      systolicMmHg: 138,
      diastolicMmHg: 76,
      spo2Percent: 96,
    },
    auxiliaryExams: 'WBC 16.2×10⁹/L,CRP 128 mg/L,PCT 1.9 ng/mL。',
    treatmentSoFar: '恢复哌拉西林他唑巴坦，床旁清创引流。',
  },
  reason: '回访提示病情加重，需外科干预。',
  purpose: '确定血运重建与清创（截趾）方案。',
  questions: ['先血运重建还是先截趾？', '是否转诊，时机如何？'],
  seededState: 'archived',
  submittedAt: -64 * DAY,
  startsAt: -63 * DAY,
  experts: [
    { expertKey: 'kong', role: 'chief' },
    { expertKey: 'weng', role: 'member' },
    { expertKey: 'du', role: 'member' },
  ],
  opinions: [
    {
      expertKey: 'kong',
      text: '严重肢体缺血合并感染，48 小时内转诊，切开引流控制感染后行腔内血运重建。',
      agreesWithChief: true,
    },
    {
      expertKey: 'weng',
      text: '第 2 趾已无存活可能，血运重建后行第 2 趾截趾及第 1 跖骨头清创，保留足跟与前足负重区。',
      agreesWithChief: true,
    },
    {
      expertKey: 'du',
      text: '同意外科方案，围手术期静脉胰岛素，血糖 7.8–10 mmol/L。',
      agreesWithChief: true,
    },
  ],
  report: {
    caseSummary:
      '女，71 岁，糖尿病足首次会诊后 30 天加重，发热 38.6℃，创面 4.0 cm×3.2 cm，ABI 0.42。',
    findings: '感染指标明显升高，足背动脉未触及，第 2 趾缺血坏死。',
    conclusion: '糖尿病足感染加重，严重肢体缺血，第 2 趾坏死。',
    recommendations:
      '1. 立即切开引流，继续广谱抗生素。\n2. 48 小时内转诊省级医院行下肢动脉造影及腔内血运重建。\n3. 血运改善后截除第 2 趾并清创，负压引流。\n4. 术后抗血小板与他汀治疗，足底减压支具。',
    precautions: '警惕脓毒症；血压下降或意识改变立即抢救。',
    diagnoses: [
      { code: 'E11.5', name: '2 型糖尿病伴有周围循环并发症' },
      { code: 'I70.2', name: '肢体动脉的动脉粥样硬化' },
    ],
    dissent: [],
    keyImages: [],
  },
  receipt: { decision: 'adopted', reason: '', plan: '已引流，次日转诊。', afterMinutes: 55 },
  followUps: [
    {
      label: '60 天',
      dueAfterDays: 60,
      questions: ['创面是否愈合？', '能否行走？', 'ABI 复查结果？'],
      answer: {
        afterDays: 60,
        answers: ['已愈合，保肢成功。', '支具辅助下可行走。', '0.86。'],
        condition: 'improved',
        efficacy: 9,
        scales: [
          { name: '创面面积 cm²', value: 0 },
          { name: 'ABI', value: 0.86 },
        ],
      },
      reviewNote: '疗效满意，每 3 个月复查足部与 ABI。',
    },
  ],
  ratings: [
    { party: 'requester', score: 5, comment: '再次会诊及时，患者保住了下肢。' },
    { party: 'expert', score: 4, comment: '建议今后首诊即完成血管评估。' },
  ],
  parentKey: 'diabeticFoot',
};
