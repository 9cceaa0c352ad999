import type { AnsweredContext, AssociateRequest, ProposedContext } from './wire/associate';
import { APPLICATION_CONTEXT } from './wire/associate';
import type { Rejection } from './wire/pdu';

export const VERIFICATION_CLASS = '1.2.840.10008.1.1';

export type AllowedPeer = {
  readonly aeTitle: string;
  /** Empty: from any address. */
  readonly addresses: readonly string[];
};

export type AssociationPolicy = {
  readonly aeTitle: string;
  /** Empty: anybody who calls our AE title; for a closed network, or the first day. */
  readonly peers: readonly AllowedPeer[];
};

/** Why this peer may not associate, or null. */
export function judgeAssociation(
  policy: AssociationPolicy,
  request: AssociateRequest,
  address: string,
): Rejection | null {
  if ((request.protocolVersion & 1) === 0) return 'protocolVersion';
  if (request.applicationContext !== APPLICATION_CONTEXT) return 'contextName';
  if (request.calledAe !== policy.aeTitle) return 'calledAe';
  if (policy.peers.length === 0) return null;
  const known = policy.peers.filter(({ aeTitle }) => aeTitle === request.callingAe);
  const isAllowed = known.some(
    ({ addresses }) => addresses.length === 0 || addresses.includes(plainAddress(address)),
  );
  return isAllowed ? null : 'callingAe';
}

/** IPv4 addresses come as `::ffff:10.0.0.7` from a socket that listens on both. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:/iu, '');

/**
 * Storage classes by the roots DICOM gives them (PS3.6 annex A), so that a class published after this was written is
 * taken too, and every class that is not DICOM's own: vendors store objects nobody else can name, and what is kept
 * unread today can be read tomorrow.
 */
const STORAGE_ROOTS = [
  '1.2.840.10008.5.1.4.1.1.',
  '1.2.840.10008.5.1.4.34.',
  '1.2.840.10008.5.1.4.38.1',
  '1.2.840.10008.5.1.4.39.1',
  '1.2.840.10008.5.1.4.43.1',
  '1.2.840.10008.5.1.4.44.1',
  '1.2.840.10008.5.1.4.45.1',
];
const DICOM_ROOT = '1.2.840.10008.';
export const UID = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/u;

export function isStorageClass(uid: string): boolean {
  if (!UID.test(uid) || uid.length > 64) return false;
  return !uid.startsWith(DICOM_ROOT) || STORAGE_ROOTS.some((root) => uid.startsWith(root));
}

const ACCEPTED = 0;
const ABSTRACT_SYNTAX_UNKNOWN = 3;
const TRANSFER_SYNTAX_UNKNOWN = 4;

/** Every storage class in every transfer syntax; of several the sender's first, since that is what it has lying there. */
export function answerContext(context: ProposedContext): AnsweredContext {
  const { id, abstractSyntax, transferSyntaxes } = context;
  const usable = transferSyntaxes.filter((syntax) => UID.test(syntax) && syntax.length <= 64);
  const transferSyntax = usable.find((syntax) => syntax.startsWith(DICOM_ROOT)) ?? usable[0];
  const refused = { id, transferSyntax: transferSyntaxes[0] ?? '' };
  if (abstractSyntax !== VERIFICATION_CLASS && !isStorageClass(abstractSyntax))
    return { ...refused, result: ABSTRACT_SYNTAX_UNKNOWN };
  if (transferSyntax === undefined) return { ...refused, result: TRANSFER_SYNTAX_UNKNOWN };
  return { id, result: ACCEPTED, transferSyntax };
}
