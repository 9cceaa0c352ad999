import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import type { CaseView } from '../../../ports/caseView';
import { lateSince } from './lateMarks';
import { Part, RequestText } from './RequestText';

type Props = {
  readonly view: CaseView;
  readonly onOpenCase: (caseId: string) => void;
};

/** What is asked, when it will be answered, the story, and the cases this one belongs to. */
export function SummaryPanel({ view, onOpenCase }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { instant, span } = useTimeFormat();
  const { detail } = view;
  const { appointment } = detail.case;
  const room = (id: string | null) => detail.rooms.find((entry) => entry.id === id);
  return (
    <div className="case-panel-body">
      {detail.missing.length > 0 && (
        <Notice tone="risk">
          {t('casePage:summary.missing', {
            items: detail.missing
              .map(({ code }) => t(`caseTerms:missing.${code}`))
              .join(t('casePage:summary.separator')),
          })}
        </Notice>
      )}
      <RequestText form={detail.case.form} lateSince={(paths) => lateSince(detail.case, paths)}>
        {appointment && (
          <Part title={t('casePage:summary.appointment')}>
            <p>
              {appointment.endsAt === null
                ? instant(appointment.startsAt)
                : span(appointment.startsAt, appointment.endsAt)}
            </p>
            {[appointment.centreRoomId, appointment.countyRoomId].map((id) => {
              const found = room(id);
              return found && <p key={found.id}>{`${found.hospitalName} ${found.name}`}</p>;
            })}
            {appointment.previous.map((old) => (
              <p key={old.changedAt} className="case-muted">
                <s>{instant(old.startsAt)}</s> {old.reason}
              </p>
            ))}
          </Part>
        )}
      </RequestText>
      {(detail.parentRequestNo !== null || detail.children.length > 0) && (
        <Part title={t('casePage:summary.linked')}>
          {detail.case.parentId !== null && (
            <LinkedCase
              id={detail.case.parentId}
              requestNo={detail.parentRequestNo}
              onOpen={onOpenCase}
            />
          )}
          {detail.children.map((child) => (
            <LinkedCase key={child.id} {...child} onOpen={onOpenCase} />
          ))}
        </Part>
      )}
    </div>
  );
}

function LinkedCase(props: {
  readonly id: string;
  readonly requestNo: string | null;
  readonly onOpen: (caseId: string) => void;
}): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <Button type="link" size="small" onClick={() => props.onOpen(props.id)}>
      {props.requestNo ?? t('header.noNumber')}
    </Button>
  );
}
