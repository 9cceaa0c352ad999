import type { DemoDepartment } from './types';

/** The 22 departments of the expert library; names as request forms and statistics use them. */
export const DEMO_DEPARTMENTS: readonly DemoDepartment[] = [
  { key: 'neurology', name: '神经内科', nameEn: 'Neurology' },
  { key: 'neurosurgery', name: '神经外科', nameEn: 'Neurosurgery' },
  { key: 'cardiology', name: '心血管内科', nameEn: 'Cardiology' },
  { key: 'respiratory', name: '呼吸与危重症医学科', nameEn: 'Respiratory and Critical Care' },
  { key: 'thoracic', name: '胸外科', nameEn: 'Thoracic Surgery' },
  { key: 'icu', name: '重症医学科', nameEn: 'Intensive Care' },
  { key: 'emergency', name: '急诊医学科', nameEn: 'Emergency Medicine' },
  { key: 'gastroenterology', name: '消化内科', nameEn: 'Gastroenterology' },
  { key: 'hepatobiliary', name: '肝胆胰外科', nameEn: 'Hepatobiliary Surgery' },
  { key: 'endocrinology', name: '内分泌科', nameEn: 'Endocrinology' },
  { key: 'nephrology', name: '肾内科', nameEn: 'Nephrology' },
  { key: 'urology', name: '泌尿外科', nameEn: 'Urology' },
  { key: 'haematology', name: '血液内科', nameEn: 'Haematology' },
  { key: 'oncology', name: '肿瘤科', nameEn: 'Oncology' },
  { key: 'breast', name: '甲状腺乳腺外科', nameEn: 'Thyroid and Breast Surgery' },
  { key: 'orthopaedics', name: '骨科', nameEn: 'Orthopaedics' },
  { key: 'vascular', name: '血管外科', nameEn: 'Vascular Surgery' },
  { key: 'obstetrics', name: '妇产科', nameEn: 'Obstetrics and Gynaecology' },
  { key: 'paediatrics', name: '儿科', nameEn: 'Paediatrics' },
  { key: 'ophthalmology', name: '眼科', nameEn: 'Ophthalmology' },
  { key: 'radiology', name: '医学影像科', nameEn: 'Radiology' },
  { key: 'pathology', name: '病理科', nameEn: 'Pathology' },
];
