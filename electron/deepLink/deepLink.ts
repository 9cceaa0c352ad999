import { caseIdSchema, type CaseId } from '../../shared/domain/identity/actor';
import { ok } from '../../shared/lib/result';
import type { IpcHandlers } from '../ipc/handlers';

export const DEEP_LINK_SCHEME = 'huizhen';

/** The case in `huizhen://case/<uuid>`; `null` for everything else, however similar. */
export function parseDeepLink(address: string): CaseId | null {
  const match = /^huizhen:\/\/case\/([0-9a-f-]{36})\/?$/i.exec(address);
  const id = caseIdSchema.safeParse(match?.[1]?.toLowerCase());
  return id.success ? id.data : null;
}

/** The link among the arguments of a started program; Windows and Linux hand it over that way. */
export function deepLinkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.startsWith(`${DEEP_LINK_SCHEME}:`)) ?? null;
}

export type DeepLinks = {
  readonly open: (address: string) => void;
  readonly takePending: IpcHandlers['deepLink.takePending'];
};

/**
 * A link may arrive before any page listens, so it is told and kept as well: a page asks once when it starts, and asking
 * empties it.
 */
export function createDeepLinks(ports: {
  readonly onOpened: (caseId: CaseId) => void;
  readonly onRefused: () => void;
}): DeepLinks {
  let pending: CaseId | null = null;
  return {
    open: (address) => {
      const caseId = parseDeepLink(address);
      if (caseId === null) return ports.onRefused();
      pending = caseId;
      ports.onOpened(caseId);
    },
    takePending: async () => {
      const caseId = pending;
      pending = null;
      return ok({ caseId });
    },
  };
}
