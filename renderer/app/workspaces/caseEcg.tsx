import { useMemo, type ReactElement } from 'react';
import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import { ecgCanvas } from '../../adapters/ecgCanvas';
import { ecgLanes } from '../../adapters/ecgLanes';
import { createEcgSource } from '../../adapters/ecgServer';
import type { ServerFetch } from '../../features/casePage';
import { EcgView, type EcgHead } from '../../features/ecg';

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
  return (
    <EcgView
      key={record.id}
      source={source}
      viewer={ecgCanvas}
      lanes={ecgLanes}
      head={headOf(record, detail)}
      onPrint={onPrint}
    />
  );
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
