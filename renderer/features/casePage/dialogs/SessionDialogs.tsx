import { Checkbox, Input, Radio } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { END_REASONS, PARTIES } from '../../../../shared/domain/consultation/case';
import type { CommandOf } from '../../../../shared/domain/consultation/commands';
import type { CaseView } from '../../../ports/caseView';
import { CommandFrame } from './CommandFrame';
import { DialogField } from './DialogField';

type Props = { readonly view: CaseView; readonly onClose: () => void };
type Start = CommandOf<'startConsultation'>;

/** Roll call before the consultation: two identifiers said aloud, patient present, recording decided (product T15). */
export function StartDialog({ view, onClose }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { patient, consent, wishes } = view.detail.case.form;
  const [identifiers, setIdentifiers] = useState<Start['identifiers']>([]);
  const [patientPresent, setPresent] = useState<boolean | null>(null);
  const [recording, setRecording] = useState<Start['recording'] | null>(consent.recording);
  const isVideo = wishes.mode === 'video';
  const identified = !isVideo || identifiers.length >= 2;
  const command: Start | null =
    identified && patientPresent !== null && recording !== null
      ? { type: 'startConsultation', identifiers, patientPresent, recording }
      : null;
  const known = {
    name: patient.name,
    birthDate: patient.birthDate ?? '',
    idNumber: patient.idNumber,
    inpatientNo: patient.inpatientNo,
  };
  const options = (Object.keys(known) as (keyof typeof known)[])
    .filter((id) => known[id] !== '')
    .map((id) => ({
      value: id,
      label: t('casePage:start.identifier', {
        what: t(`caseTerms:identifier.${id}`),
        value: known[id],
      }),
    }));
  return (
    <CommandFrame view={view} type="startConsultation" command={command} onClose={onClose}>
      <DialogField
        label={t('casePage:start.identifiers')}
        hint={t('casePage:start.identifiersHint')}
        group
      >
        <Checkbox.Group
          className="case-stack"
          options={options}
          value={identifiers}
          onChange={(list) => setIdentifiers(list)}
        />
      </DialogField>
      <DialogField label={t('casePage:start.patient')} group>
        <Radio.Group value={patientPresent} onChange={(e) => setPresent(e.target.value as boolean)}>
          <Radio value={true}>{t('casePage:start.present')}</Radio>
          <Radio value={false}>{t('casePage:start.absent')}</Radio>
        </Radio.Group>
      </DialogField>
      <DialogField label={t('casePage:start.recording')} group>
        <Radio.Group
          value={recording}
          onChange={(e) => setRecording(e.target.value as Start['recording'])}
        >
          <Radio value="granted">{t('caseTerms:recording.granted')}</Radio>
          <Radio value="refused">{t('caseTerms:recording.refused')}</Radio>
        </Radio.Group>
      </DialogField>
    </CommandFrame>
  );
}

export function EndDialog({ view, onClose }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const [endReason, setReason] = useState<(typeof END_REASONS)[number]>('completed');
  return (
    <CommandFrame
      view={view}
      type="endConsultation"
      command={{ type: 'endConsultation', endReason }}
      onClose={onClose}
    >
      <p>{t('casePage:end.explain')}</p>
      <DialogField label={t('casePage:end.reason')} group>
        <Radio.Group
          className="case-stack"
          value={endReason}
          options={END_REASONS.map((value) => ({
            value,
            label: t(`caseTerms:endReason.${value}`),
          }))}
          onChange={(e) => setReason(e.target.value as (typeof END_REASONS)[number])}
        />
      </DialogField>
    </CommandFrame>
  );
}

export function NoShowDialog({ view, onClose }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const [party, setParty] = useState<(typeof PARTIES)[number] | null>(null);
  const [attempts, setAttempts] = useState('');
  const contactAttempts = attempts.trim();
  return (
    <CommandFrame
      view={view}
      type="markNoShow"
      command={
        party && contactAttempts.length >= 4 ? { type: 'markNoShow', party, contactAttempts } : null
      }
      onClose={onClose}
      danger
    >
      <DialogField label={t('casePage:noShow.party')} group>
        <Radio.Group
          value={party}
          options={PARTIES.map((value) => ({ value, label: t(`caseTerms:party.${value}`) }))}
          onChange={(e) => setParty(e.target.value as (typeof PARTIES)[number])}
        />
      </DialogField>
      <DialogField label={t('casePage:noShow.attempts')} hint={t('casePage:noShow.attemptsHint')}>
        <Input.TextArea
          rows={3}
          maxLength={2000}
          value={attempts}
          onChange={(event) => setAttempts(event.target.value)}
        />
      </DialogField>
    </CommandFrame>
  );
}
