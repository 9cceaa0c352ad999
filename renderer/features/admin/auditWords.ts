import { useTranslation } from 'react-i18next';

/** Actions one may ask for; commands of the workflow are asked for together. */
export const ACTIONS = [
  'signIn',
  'signOut',
  'totp.enrol',
  'view',
  'list',
  'export',
  'verify',
  'case.create',
  'record.view',
  'record.update',
  'record.remove',
  'record.vouch',
  'study.attach',
  'intake.process',
  'dicom.view',
  'dicom.query',
  'dicom.store',
  'dicom.export',
  'account.save',
  'hospital.save',
  'department.save',
  'dictionary.save',
  'icd10.save',
  'expert.update',
  'room.create',
  'room.update',
] as const;

const COMMAND = 'command.';

/** `record.view` as `调阅资料`; commands by the name they have on buttons, what has no word by its code. */
export function useAuditWords() {
  const { t, i18n } = useTranslation(['admin', 'caseTerms']);
  const action = (code: string): string => {
    if (code.startsWith(COMMAND)) {
      const name = code.slice(COMMAND.length);
      return i18n.exists(`caseTerms:command.${name}`)
        ? t(`caseTerms:command.${name}` as never)
        : code;
    }
    // a dot in a key of a text file would be a level
    const key = code.replace('.', '_');
    return i18n.exists(`admin:auditAction.${key}`) ? t(`admin:auditAction.${key}` as never) : code;
  };
  const entity = (code: string): string =>
    i18n.exists(`admin:auditEntity.${code}`) ? t(`admin:auditEntity.${code}` as never) : code;
  return { action, entity };
}
