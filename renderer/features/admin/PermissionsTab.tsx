import { Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MATRIX_COLUMNS,
  PERMISSION_TABLE,
  type MatrixAction,
} from '../../../shared/domain/identity/permissionTable';

/** The matrix as it is enforced, not as a document says. */
export function PermissionsTab(): ReactElement {
  const { t } = useTranslation(['admin', 'caseTerms']);
  const actions = Object.keys(PERMISSION_TABLE) as MatrixAction[];
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="action"
      scroll={{ x: 1100 }}
      dataSource={actions.map((action) => ({ action }))}
      columns={[
        {
          title: t('admin:matrix.action'),
          fixed: 'left',
          width: 200,
          render: (_, row) => t(`admin:matrix.row.${row.action}`),
        },
        ...MATRIX_COLUMNS.map((column) => ({
          title: t(`caseTerms:role.${column}`),
          width: 92,
          render: (_: unknown, row: { action: MatrixAction }) => {
            const cell = PERMISSION_TABLE[row.action][column];
            return cell === '-' ? (
              <span className="hz-dim">—</span>
            ) : (
              t(`admin:matrix.cell.${cell}`)
            );
          },
        })),
      ]}
    />
  );
}
