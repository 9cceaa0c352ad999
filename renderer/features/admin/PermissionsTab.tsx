import { CheckOutlined } from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MATRIX_COLUMNS,
  PERMISSION_TABLE,
  type MatrixAction,
  type MatrixColumn,
} from '../../../shared/domain/identity/permissionTable';

const ACTIONS = Object.keys(PERMISSION_TABLE) as MatrixAction[];

/** The matrix as it is enforced, not as a document says: actions down, roles across. */
export function PermissionsTab(): ReactElement {
  const { t } = useTranslation(['admin', 'caseTerms']);
  return (
    <>
      <p className="hz-dim">{t('admin:matrix.legend')}</p>
      <div className="hz-matrix-scroll">
        <table className="hz-matrix">
          <thead>
            <tr>
              <th scope="col">{t('admin:matrix.action')}</th>
              {MATRIX_COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {column === 'chief' ? t('admin:matrix.chief') : t(`caseTerms:role.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ACTIONS.map((action) => (
              <tr key={action}>
                <th scope="row">{t(`admin:matrix.row.${action}`)}</th>
                {MATRIX_COLUMNS.map((column) => (
                  <Cell key={column} action={action} column={column} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Yes without limits is a tick, a limited yes says its limit, no is empty. */
function Cell(props: {
  readonly action: MatrixAction;
  readonly column: MatrixColumn;
}): ReactElement {
  const { t } = useTranslation('admin');
  const cell = PERMISSION_TABLE[props.action][props.column];
  if (cell === '-') return <td data-cell="no" aria-label={t('matrix.no')} />;
  return (
    <td data-cell={cell === 'yes' || cell === 'all' ? 'yes' : 'limited'}>
      <CheckOutlined aria-hidden />
      <span>{t(`matrix.cell.${cell}`)}</span>
    </td>
  );
}
