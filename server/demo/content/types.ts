import type { Condition, Decision, RejectCode } from './vocabulary';
import type { Diagnosis, Mode, Profile, Urgency } from '../../../shared/domain/consultation/form';
import type { Title } from '../../../shared/domain/consultation/case';
import type { Role } from '../../../shared/domain/identity/actor';

export type DemoHospital = {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: 'centre' | 'county';
  readonly city: string;
  /** 等级, as printed on documents. */
  readonly level: string;
  readonly lineMbps: number;
  /** Whether the hospital's own medical office approves requests first (state S1). */
  readonly localApproval: boolean;
  /** What the hospital's information systems can deliver. */
  readonly equipment: readonly ('pacs' | 'his' | 'lis' | 'ecg' | 'scanner')[];
  readonly agreement: { readonly validFrom: string; readonly validTo: string };
};

export type DemoDepartment = {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
};

export type DemoExpert = {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly sex: 'male' | 'female';
  readonly title: Title;
  readonly departmentName: string;
  readonly specialties: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly licenceNo: string;
  readonly licenceValidUntil: string;
  readonly onCall: boolean;
  readonly serviceOn: boolean;
  readonly phone: string;
};

export type DemoRoom = {
  readonly key: string;
  readonly hospitalKey: string;
  readonly name: string;
  readonly capacity: number;
  readonly terminal: string;
  readonly deviceType: string;
};

export type DemoAccount = {
  readonly account: string;
  readonly role: Role;
  readonly name: string;
  readonly hospitalKey: string;
  readonly departmentName: string;
  readonly title: Title | null;
  readonly phone: string;
  /** Set for accounts that are also in the expert library. */
  readonly expertKey: string | null;
};

/** One laboratory result; `code` is LOINC unless it starts with `L-`, which is a hospital's own. */
export type LabResult = {
  readonly code: string;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly referenceRange: string;
  readonly flag: 'H' | 'L' | 'N' | 'HH' | 'LL' | null;
  /** ISO 8601 with the offset of the laboratory. */
  readonly observedAt: string;
  readonly specimen: string;
};

/** Minutes relative to the seeding instant; negative is in the past. */
export type MinutesFromNow = number;

/** When something was taken, where that matters to the minute; otherwise it moves with the request by whole days. */
type Taken = {
  /** Minutes from the request: before it in an emergency; after it, it comes to the case once there is a report. */
  readonly takenAt?: number;
};

export type DemoRecord =
  | ({ readonly kind: 'study'; readonly slug: string; readonly title: string } & Taken)
  | {
      readonly kind: 'document' | 'image' | 'ecg' | 'video' | 'slide';
      readonly category:
        'chart' | 'consent' | 'film' | 'laboratory' | 'pathology' | 'report' | 'other';
      readonly file: string;
      readonly mime: string;
      readonly title: string;
      readonly source: 'scan' | 'his' | 'manual' | 'conference';
    }
  | ({ readonly kind: 'lab'; readonly patientKey: string; readonly title: string } & Taken)
  | {
      readonly kind: 'note';
      readonly category: 'chart' | 'report' | 'pathology';
      readonly title: string;
      readonly text: string;
    };

export type DemoOpinion = {
  readonly expertKey: string;
  readonly text: string;
  readonly agreesWithChief: boolean;
};

export type DemoReport = {
  readonly caseSummary: string;
  readonly findings: string;
  readonly conclusion: string;
  readonly recommendations: string;
  readonly precautions: string;
  readonly diagnoses: readonly Diagnosis[];
  readonly dissent: readonly { readonly expertKey: string; readonly text: string }[];
  readonly keyImages: readonly {
    readonly studySlug: string;
    readonly seriesNumber: number;
    readonly instanceNumber: number;
    readonly frameNumber: number;
    readonly window: { readonly centre: number; readonly width: number } | null;
    readonly caption: string;
  }[];
};

export type DemoFollowUp = {
  readonly label: string;
  readonly dueAfterDays: number;
  readonly questions: readonly string[];
  readonly answer: {
    readonly afterDays: number;
    readonly answers: readonly string[];
    readonly condition: Condition;
    readonly efficacy: number;
    readonly scales: readonly { readonly name: string; readonly value: number }[];
  } | null;
  readonly reviewNote: string | null;
};

export type DemoClinical = {
  readonly chiefComplaint: string;
  readonly presentIllness: string;
  readonly pastHistory: string;
  readonly allergies: string;
  readonly physicalExam: string;
  readonly vitals: {
    readonly temperatureC: number | null;
    readonly pulsePerMin: number | null;
    readonly respirationPerMin: number | null;
    readonly systolicMmHg: number | null;
    readonly diastolicMmHg: number | null;
    readonly spo2Percent: number | null;
  };
  readonly auxiliaryExams: string;
  readonly treatmentSoFar: string;
  readonly provisionalDiagnoses: readonly Diagnosis[];
  /** Minutes relative to the submission of the request, negative. */
  readonly onset: number | null;
  /** As `onset`. */
  readonly lastKnownWell: number | null;
  readonly nihss: number | null;
  readonly glucoseMmolL: number | null;
  readonly troponin: string;
};

/** A scenario of product §6: what people write and decide; the seeding code plays it through the workflow. */
export type DemoScenario = {
  readonly number: number;
  readonly key: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly patientKey: string;
  readonly requesterAccount: string;
  readonly mode: Mode;
  readonly urgency: Urgency;
  readonly mdt: boolean;
  readonly profile: Profile;
  readonly departments: readonly string[];
  readonly clinical: DemoClinical;
  readonly reason: string;
  readonly purpose: string;
  readonly questions: readonly string[];
  readonly consent: {
    readonly status: 'none' | 'signed' | 'oralEmergency' | 'hospitalHead';
    readonly signedBy: string;
    readonly relation: string;
    readonly recording: 'granted' | 'refused' | null;
  };
  /** Where the seed leaves the case, so that every list and screen has something to show. */
  readonly seededState:
    | 'draft'
    | 'submitted'
    | 'returned'
    | 'scheduled'
    | 'coordinating'
    | 'reporting'
    | 'published'
    | 'followUp'
    | 'archived';
  readonly submittedAt: MinutesFromNow;
  /** Start of the consultation, or of the reading time for modes without a room. */
  readonly startsAt: MinutesFromNow | null;
  readonly returnItems: readonly {
    readonly code: RejectCode;
    readonly text: string;
    readonly answer: string | null;
  }[];
  readonly experts: readonly { readonly expertKey: string; readonly role: 'chief' | 'member' }[];
  /** Experts asked first who did not come, oldest first. */
  readonly declined: readonly { readonly expertKey: string; readonly reason: string }[];
  readonly records: readonly DemoRecord[];
  readonly opinions: readonly DemoOpinion[];
  readonly report: DemoReport | null;
  readonly amendment: { readonly reason: string; readonly report: DemoReport } | null;
  readonly receipt: {
    readonly decision: Decision;
    readonly reason: string;
    readonly plan: string;
    readonly afterMinutes: number;
  } | null;
  readonly followUps: readonly DemoFollowUp[];
  /** What the county wrote down after an emergency had gone out with oral consent. */
  readonly lateEntry?: {
    readonly afterMinutes: number;
    readonly treatmentSoFar: string;
  };
  readonly ratings: readonly {
    readonly party: 'requester' | 'expert';
    readonly score: number;
    readonly comment: string;
  }[];
  readonly criticalFinding: string | null;
  /** Key of the scenario this one continues (re-consultation). */
  readonly parentKey: string | null;
};
