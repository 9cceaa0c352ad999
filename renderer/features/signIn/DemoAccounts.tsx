import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/domain/identity/actor';
import styles from './signIn.module.css';

/** Password of every demo account; a server that is not in demo mode has none of them. */
export const DEMO_PASSWORD = 'huizhen-demo';

type Props = {
  readonly accounts: readonly {
    readonly account: string;
    readonly name: string;
    readonly role: Role;
  }[];
  readonly onChoose: (account: string) => void;
};

/** One click fills in a person of the demonstration. */
export function DemoAccounts({ accounts, onChoose }: Props): ReactElement {
  const { t } = useTranslation(['signIn', 'caseTerms']);
  return (
    <section className={styles['demo']} aria-label={t('signIn:demo.title')}>
      <h3>{t('signIn:demo.title')}</h3>
      <div className={styles['chips']}>
        {accounts.map(({ account, name, role }) => (
          <button key={account} type="button" onClick={() => onChoose(account)} title={account}>
            <strong>{name}</strong>
            <span>{t(`caseTerms:role.${role}`)}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
