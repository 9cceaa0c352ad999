import { CheckCircleOutlined } from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../../shared/api/cases';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import type { CaseView } from '../../../ports/caseView';
import { nameOf, personOf } from '../people';

/** Who takes part, what they answered, and who has checked in. */
export function PeoplePanel({ view: { detail } }: { readonly view: CaseView }): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { instant, span } = useTimeFormat();
  const { case: current } = detail;
  const requester = personOf(detail, current.requesterId);
  return (
    <div className="case-panel-body">
      <section className="case-part">
        <h3>{t('caseTerms:role.requester')}</h3>
        {requester && <PersonCard person={requester} />}
        {current.form.wishes.contactPhone !== '' && (
          <p className="case-muted">
            {current.form.wishes.contactName} {current.form.wishes.contactPhone}
          </p>
        )}
      </section>
      <section className="case-part">
        <h3>{t('casePage:people.experts')}</h3>
        {current.invitations.length === 0 && <p>{t('casePage:people.nobodyYet')}</p>}
        <ul className="case-people">
          {current.invitations.map((invitation) => {
            const person = personOf(detail, invitation.expertId);
            return (
              <li
                key={`${invitation.expertId} ${invitation.invitedAt}`}
                data-status={invitation.status}
              >
                {person && <PersonCard person={person} />}
                <p>
                  <b>{t(`caseTerms:invitationRole.${invitation.role}`)}</b>
                  {' · '}
                  {t(`caseTerms:invitationStatus.${invitation.status}`)}
                  {invitation.respondedAt !== null && ` · ${instant(invitation.respondedAt)}`}
                  {invitation.status === 'pending' &&
                    ` · ${t('casePage:people.answerBy', { at: instant(invitation.deadline) })}`}
                </p>
                {invitation.reason !== null && <p>{invitation.reason}</p>}
                {invitation.proposed.map((window) => (
                  <p key={window.startsAt}>{span(window.startsAt, window.endsAt)}</p>
                ))}
              </li>
            );
          })}
        </ul>
      </section>
      {current.checkIns.length > 0 && (
        <section className="case-part">
          <h3>{t('casePage:people.checkIns')}</h3>
          {current.checkIns.map((entry) => (
            <p key={entry.userId}>
              <CheckCircleOutlined /> {t(`caseTerms:party.${entry.party}`)}{' '}
              {nameOf(detail, entry.userId)}
              {' · '}
              {instant(entry.at)} · {entry.device}
            </p>
          ))}
        </section>
      )}
      {current.rescheduleRequests.length > 0 && (
        <section className="case-part">
          <h3>{t('casePage:people.rescheduleRequests')}</h3>
          {current.rescheduleRequests.map((request) => (
            <div key={request.at}>
              <p>
                {nameOf(detail, request.by)} · {instant(request.at)}
              </p>
              <p>{request.reason}</p>
              {request.proposed.map((window) => (
                <p key={window.startsAt}>{span(window.startsAt, window.endsAt)}</p>
              ))}
            </div>
          ))}
        </section>
      )}
    </div>
  );
}

function PersonCard({ person }: { readonly person: Person }): ReactElement {
  const { t } = useTranslation('caseTerms');
  return (
    <p className="case-person">
      <b>{person.name}</b>
      {person.title !== null && <span>{t(`title.${person.title}`)}</span>}
      <small>
        {person.hospitalName} {person.departmentName}
      </small>
    </p>
  );
}
