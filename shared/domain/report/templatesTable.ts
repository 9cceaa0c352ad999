import type { Profile } from '../consultation/form';
import type { ReportSection } from './sections';

/** Section scaffolds in the language of the document; `____` is where the author writes. */
export type ReportTemplate = {
  readonly id: Profile;
  readonly sections: Readonly<Record<ReportSection, string>>;
};

const lines = (...text: string[]): string => text.join('\n');

/** One template per request profile, so that the right one is offered first. */
export const REPORT_TEMPLATES: readonly ReportTemplate[] = [
  {
    id: 'general',
    sections: {
      caseSummary: lines('主诉：____', '现病史要点：____', '既往史与用药：____'),
      findings: lines('查体：____', '检验：____', '影像及其他检查：____'),
      conclusion: lines('1. 诊断意见：____', '2. 依据：____'),
      recommendations: lines('1. 进一步检查：____', '2. 治疗：____', '3. 复查时间与指标：____'),
      precautions: '出现____时，请立即联系会诊中心或安排转诊。',
    },
  },
  {
    id: 'stroke',
    sections: {
      caseSummary: lines(
        '最后正常时间：____；发现时间：____；到院时间：____',
        '症状：____；NIHSS ____ 分；体重 ____ kg',
        '血压 ____ mmHg；血糖 ____ mmol/L；INR ____；抗栓用药：____',
      ),
      findings: lines(
        '头颅 CT 平扫：出血 ____；早期缺血征 ____；ASPECTS ____ 分',
        '血管评估：____',
      ),
      conclusion: lines(
        '1. 诊断与责任血管：____',
        '2. 静脉溶栓指征与禁忌：____',
        '3. 取栓评估：____',
      ),
      recommendations: lines(
        '1. 溶栓方案（药物、总量、首剂、余量与时间）：____',
        '2. 血压控制目标：____',
        '3. 血管检查与转运：____',
        '4. 24 小时复查头颅 CT，期间不加用抗栓药物',
      ),
      precautions:
        '溶栓期间每 15 分钟评估血压与神经功能；出现头痛、呕吐、意识下降立即停药并复查 CT。',
    },
  },
  {
    id: 'acs',
    sections: {
      caseSummary: lines(
        '胸痛起始时间：____；性质：____；首次心电图时间：____',
        '血压 ____ mmHg；心率 ____ 次/分；Killip ____ 级',
        '肌钙蛋白：____；出血与溶栓禁忌：____',
      ),
      findings: lines('12 导联心电图：____', '超声心动图：____'),
      conclusion: lines('1. 诊断与罪犯血管判断：____', '2. 再灌注策略：____'),
      recommendations: lines(
        '1. 抗血小板与抗凝：____',
        '2. 溶栓方案或直接转运 PCI：____',
        '3. 转运时间与途中监护：____',
      ),
      precautions: '持续心电监护，备除颤仪；30 至 60 分钟后复查心电图判断再通。',
    },
  },
  {
    id: 'imagingMdt',
    sections: {
      caseSummary: lines(
        '发现经过：____',
        '吸烟史、职业史、肿瘤史：____',
        '既往影像时间与大小：____',
      ),
      findings: lines(
        '结节位置：____；最大径 ____ mm；实性成分 ____ mm；密度：____',
        '与 ____ 年 ____ 月比较：____',
        '肿瘤标志物与其他检查：____',
      ),
      conclusion: lines('1. 良恶性倾向与分级：____', '2. 多学科共识：____'),
      recommendations: lines('1. 处理方式（手术、活检或随访）：____', '2. 随访间隔与方法：____'),
      precautions: '随访请使用同层厚低剂量薄层 CT，并上传原始影像以便测量比较。',
    },
  },
  {
    id: 'paediatric',
    sections: {
      caseSummary: lines(
        '体重 ____ kg；出生与喂养史：____；预防接种：____',
        '起病与经过：____',
        '监护人代述，关系：____',
      ),
      findings: lines('生命体征与查体：____', '检验：____', '超声与影像：____'),
      conclusion: lines('1. 诊断意见：____', '2. 依据：____'),
      recommendations: lines(
        '1. 用药（按体重写明单次量、频次、总量）：____',
        '2. 复查时间与指标：____',
      ),
      precautions: '精神反应差、呼吸增快、拒食或尿量减少时，请立即就诊。',
    },
  },
  {
    id: 'pathology',
    sections: {
      caseSummary: lines('取材部位与方式：____', '临床与影像要点：____'),
      findings: lines('大体所见：____', '镜下所见：____', '免疫组化与分子检测：____'),
      conclusion: lines('1. 病理诊断：____', '2. 待补充检测：____'),
      recommendations: lines('1. 补充检测：____', '2. 临床处理建议：____'),
      precautions: '本意见依据所送数字切片；补充检测结果回报后将发布修订版。',
    },
  },
];
