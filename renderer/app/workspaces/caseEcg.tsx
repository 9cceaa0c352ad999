import { useMemo, type ReactElement } from 'react';
import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { ecgCanvas } from '../../adapters/ecgCanvas';
import { ecgLanes } from '../../adapters/ecgLanes';
import { createEcgSource } from '../../adapters/ecgServer';
import { stageOf, type ServerFetch } from '../../features/casePage';
import { EcgView, type EcgHead, type EcgPrior } from '../../features/ecg';
import { useTimeFormat } from '../../ui/useTimeFormat';

type Props = {
  readonly record: CaseRecord;
  readonly detail: CaseDetail;
  readonly fetchPath: ServerFetch;
  readonly onPrint: () => Promise<void>;
};

/** The ECG stage for a file of the case or for a DICOM study that holds waveforms. */
export function CaseEcg({ record, detail, fetchPath, onPrint }: Props): ReactElement {
  const caseId = detail.case.id;
  const source = useMemo(
    () => createEcgSource({ caseId, recordId: record.id, fetchPath }),
    [caseId, record.id, fetchPath],
  );
  const priors = usePriors(record, detail, fetchPath);
  return (
    <EcgView
      key={record.id}
      source={source}
      viewer={ecgCanvas}
      lanes={ecgLanes}
      head={headOf(record, detail)}
      priors={priors}
      onPrint={onPrint}
    />
  );
}

/** The other ECGs of the case, the latest earlier one first: the case is one patient's. */
function usePriors(
  record: CaseRecord,
  detail: CaseDetail,
  fetchPath: ServerFetch,
): readonly EcgPrior[] {
  const { instant } = useTimeFormat();
  const caseId = detail.case.id;
  const others = useMemo(
    () =>
      detail.records
        .filter((one) => one.id !== record.id && stageOf(one) === 'ecg')
        .sort(byNearness(record))
        .map(({ id, title, occurredAt, payload }) => ({
          id,
          title,
          occurredAt,
          isVerified: isVerified(payload),
          source: createEcgSource({ caseId, recordId: id, fetchPath }),
        })),
    [detail.records, record, caseId, fetchPath],
  );
  return useMemo(
    () =>
      others.map(({ occurredAt, ...other }) => ({
        ...other,
        when: occurredAt === null ? '' : instant(occurredAt),
      })),
    [others, instant],
  );
}

/** Earlier ones before later ones, each group with the latest in front; those without a time at the end. */
const byNearness =
  ({ occurredAt }: CaseRecord) =>
  (a: CaseRecord, b: CaseRecord): number => {
    const rank = (one: CaseRecord): number =>
      one.occurredAt === null ? 2 : one.occurredAt <= (occurredAt ?? '9999') ? 0 : 1;
    return rank(a) - rank(b) || (b.occurredAt ?? '').localeCompare(a.occurredAt ?? '');
  };

function isVerified(payload: unknown): boolean {
  const parsed = recordPayloadSchema.safeParse(payload ?? {});
  return parsed.success && parsed.data.identity !== 'unverified';
}

function headOf(record: CaseRecord, detail: CaseDetail): EcgHead {
  const { patient } = detail.case.form;
  return {
    patientName: patient.name,
    sex: patient.sex,
    birthDate: patient.birthDate,
    requestNo: detail.case.requestNo,
    hospitalName: detail.hospitalName,
    title: record.title,
  };
}
