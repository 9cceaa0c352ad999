import type { Mode, Urgency } from '../../shared/domain/consultation/form';
import type { ReportContent, ReportHeader } from '../../shared/domain/report/report';

/** Everything printed on a consultation report; the caller gathers it, the renderer looks nothing up. */
export type ReportDocumentModel = {
  /** Language of the document's own words; a property of the report, not of who prints it. */
  readonly language: 'zh-CN' | 'en';
  readonly requestNo: string;
  readonly consultingInstitution: string;
  readonly requestingInstitution: string;
  readonly patient: {
    readonly name: string;
    readonly sex: 'male' | 'female' | 'notStated' | null;
    /** `YYYY-MM-DD`; the age printed is the age at `consultation.startedAt`. */
    readonly birthDate: string | null;
    readonly hospitalNo: string;
    readonly departmentName: string;
    readonly bed: string;
  };
  readonly consultation: {
    /** UTC instants; printed as Beijing time. */
    readonly startedAt: string;
    readonly endedAt: string | null;
    readonly mode: Mode;
    readonly urgency: Urgency;
    readonly mdt: boolean;
    readonly requesterName: string;
    readonly purpose: string;
    readonly experts: readonly ReportExpert[];
  };
  readonly content: ReportContent;
  /** `null` prints a preview: no signatures, marked as such on every page. */
  readonly header: ReportHeader | null;
  /** PNG or JPEG of the key images that could be had; one that is absent is printed as a note, never left out. */
  readonly pictures: readonly KeyPicture[];
  /**
   * The opaque code of this version, and the address that opens its verification as a QR code; without an address the
   * code alone is printed. `null` for a preview, which nobody can verify.
   */
  readonly verification: { readonly code: string; readonly url: string | null } | null;
  /** Diagonal text over every page, for example who exported it and when; previews have their own. */
  readonly watermark: string | null;
};

export type ReportExpert = {
  readonly name: string;
  /** A code of the professional titles or the text to print. */
  readonly title: string;
  readonly departmentName: string;
};

export type KeyPicture = {
  readonly sopInstanceUid: string;
  /** 1-based, as in DICOM. */
  readonly frameNumber: number;
  readonly bytes: Uint8Array;
};
