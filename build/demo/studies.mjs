// What goes into the bundle. Descriptions say what the pictures truly show and that they are examples: the sources are
// public test data of other people (or synthetic), so no anatomy and no finding is claimed that is not there.
import { readdirSync } from 'node:fs';
import path from 'node:path';

const all = (folder) => readdirSync(folder).filter((name) => name.endsWith('.dcm')).sort().map((name) => path.join(folder, name));

export const studiesFrom = (data) => {
  const dicom = (...parts) => path.join(data, 'dicom', ...parts);
  const mr = all(dicom('study-mr-ihe')).filter((file) => !file.endsWith('kos.dcm'));
  return [
    {
      slug: 'stroke-head-ct', scenario: 1, patient: 'zhou', modality: 'CT', date: '2026-11-20', time: '083812',
      accession: 'BQCT260417', description: '头颅CT平扫(示例影像,颅底单层)', descriptionEn: 'Head CT without contrast (example, one slice at the skull base)',
      charset: 'GB18030', source: 'head-ct', compress: true,
      series: [{ number: 2, description: '头颅平扫 5mm', bodyPart: 'HEAD', hasFrame: true, files: [dicom('pydicom', 'J2K_pixelrep_mismatch.dcm')], attributes: { '0028,1050': '35', '0028,1051': '80' } }],
    },
    {
      slug: 'stroke-prior-brain-mr', scenario: 1, patient: 'zhou', modality: 'MR', date: '2026-03-11', time: '101500',
      accession: 'BQMR260089', description: '既往颅脑MR(示例影像:T1轴位+增强矢状位)', descriptionEn: 'Prior brain MR (example: T1 axial, T1 sagittal with contrast)',
      charset: 'ISO_IR 192', compress: true,
      series: [
        { number: 3, description: 'T1WI 轴位', bodyPart: 'BRAIN', hasFrame: true, files: mr.slice(0, 20) },
        { number: 5, description: 'T1WI+Gd 矢状位', bodyPart: 'BRAIN', hasFrame: true, files: mr.slice(20) },
      ],
    },
    {
      slug: 'stemi-ecg', scenario: 2, patient: 'li', modality: 'ECG', date: '2026-11-19', time: '213005',
      accession: 'QHECG26093', description: '十二导联心电图(合成示例波形)', descriptionEn: '12-lead ECG (synthetic example waveform)',
      charset: 'ISO_IR 192', source: 'synthetic-ecg', compress: false,
      series: [{ number: 1, description: '静息心电图', hasFrame: false, files: ['synthetic'], attributes: { '0008,002a': '20261119213005' } }],
    },
    {
      slug: 'stemi-echo', scenario: 2, patient: 'li', modality: 'US', date: '2026-11-19', time: '220140',
      accession: 'QHUS261902', description: '床旁超声心动图(示例影像,单幅)', descriptionEn: 'Bedside echocardiogram (example, one frame)',
      charset: 'ISO_IR 192', compress: false,
      series: [{ number: 1, description: '胸骨旁切面', hasFrame: false, files: [dicom('codec', 'JPGLosslessP14SV1_1s_1f_8b.dcm')] }],
    },
    {
      slug: 'stemi-angiography', scenario: 2, patient: 'li', modality: 'XA', date: '2026-11-20', time: '093500',
      accession: 'SYXA260511', institution: '省远程医学中心', description: '冠状动脉造影(示例影像,右冠状动脉)', descriptionEn: 'Coronary angiography (example, right coronary artery)',
      charset: 'ISO_IR 192', compress: false,
      series: [{ number: 1, description: '右冠状动脉造影', hasFrame: false, files: [dicom('xa', 'jpeg_baseline_8bit.dcm')] }],
    },
    {
      slug: 'nodule-chest-ct', scenario: 3, patient: 'wang', modality: 'CT', date: '2026-11-16', time: '093020',
      accession: 'BQCT260388', description: '胸部CT平扫薄层(示例影像)', descriptionEn: 'Chest CT, thin slices (example)',
      charset: 'GB18030', compress: true,
      series: [{ number: 2, description: '肺窗薄层 1mm', bodyPart: 'CHEST', hasFrame: true, files: all(dicom('series-ct-lidc')), sort: true }],
    },
    {
      slug: 'kawasaki-echo', scenario: 4, patient: 'zhang', modality: 'US', date: '2026-11-18', time: '152200',
      accession: 'YSUS260125', description: '超声心动图动态片段(示例影像,心尖切面)', descriptionEn: 'Echocardiography clip (example, apical view)',
      charset: 'ISO_IR 192', compress: false,
      series: [{ number: 1, description: '心尖切面 动态', hasFrame: false, files: [dicom('us', 'examples_ybr_color.dcm')] }],
    },
    {
      slug: 'hyperthyroid-ecg', scenario: 7, patient: 'sun', modality: 'ECG', date: '2026-11-17', time: '080730',
      accession: 'BQECG26356', description: '十二导联心电图(示例数据)', descriptionEn: '12-lead ECG (example data)',
      charset: 'ISO_IR 192', compress: false,
      series: [{ number: 1, description: '静息心电图', hasFrame: false, files: [path.join(data, 'ecg', 'waveform_ecg.dcm')], attributes: { '0008,002a': '20261117080730' } }],
    },
    {
      slug: 'partial-chest-ct', scenario: 9, patient: 'zheng', modality: 'CT', date: '2026-11-20', time: '142610',
      accession: 'YSCT260140', description: '胸部CT平扫(示例影像,传输未完成)', descriptionEn: 'Chest CT (example, transfer incomplete)',
      charset: 'GB18030', compress: true, expectedInstances: 32,
      series: [{ number: 3, description: '胸部平扫 1mm', bodyPart: 'CHEST', hasFrame: true, files: all(dicom('series-ct-lidc')), sort: true, from: 40, to: 72, missing: [9, 10, 11, 17, 25, 26, 30, 31] }],
    },
  ];
};
