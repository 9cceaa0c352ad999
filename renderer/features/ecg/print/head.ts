/** Whose ECG this is, for the head of a printed page and the comparison's labels. */
export type EcgHead = {
  readonly patientName: string;
  readonly sex: 'male' | 'female' | 'notStated' | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  readonly requestNo: string | null;
  readonly hospitalName: string;
  /** Name of the record in the case. */
  readonly title: string;
};
