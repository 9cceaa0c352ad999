import {
  AuditOutlined,
  CalendarOutlined,
  CheckOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  DisconnectOutlined,
  EditOutlined,
  ExportOutlined,
  FileDoneOutlined,
  FileTextOutlined,
  InboxOutlined,
  LoginOutlined,
  RollbackOutlined,
  StarOutlined,
  StopOutlined,
  SyncOutlined,
  TeamOutlined,
  UserDeleteOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import type { ComponentType, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseState } from '../../shared/domain/consultation/case';
import { toneOfState } from './caseTone';
import styles from './tags.module.css';

const ICONS: Readonly<Record<CaseState, ComponentType>> = {
  draft: EditOutlined,
  awaitingApproval: AuditOutlined,
  submitted: ClockCircleOutlined,
  returned: RollbackOutlined,
  rejected: CloseCircleOutlined,
  accepted: CheckOutlined,
  coordinating: TeamOutlined,
  scheduled: CalendarOutlined,
  checkedIn: LoginOutlined,
  inConsultation: VideoCameraOutlined,
  interrupted: DisconnectOutlined,
  reporting: FileTextOutlined,
  published: FileDoneOutlined,
  awaitingFeedback: StarOutlined,
  followUp: SyncOutlined,
  archived: InboxOutlined,
  cancelled: StopOutlined,
  noShow: UserDeleteOutlined,
  referred: ExportOutlined,
  expired: StopOutlined,
  enteredInError: StopOutlined,
};

type Props = {
  readonly state: CaseState;
  /** The case waits for the reader. */
  readonly isMine?: boolean;
};

export function StateTag({ state, isMine = false }: Props): ReactElement {
  const { t } = useTranslation('caseTerms');
  const Icon = ICONS[state];
  return (
    <span className={styles['tag']} data-tone={toneOfState(state, isMine)} data-state={state}>
      <Icon />
      {t(`state.${state}`)}
    </span>
  );
}
