import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = string;
type WithDefault<T> = ColumnType<T, T | undefined, T>;

export type ConferenceTables = {
  conference_room: {
    id: string;
    case_id: string;
    created_at: Instant;
    facts: JSONColumnType<object, string | undefined, string>;
  };
  conference_guest_link: {
    id: string;
    case_id: string;
    role: 'patient' | 'relative' | 'guestExpert';
    name: string;
    code_sha256: string;
    created_at: Instant;
    created_by: string;
    expires_at: Instant;
    revoked_at: Instant | null;
    used_at: Instant | null;
  };
  conference_seat: {
    id: string;
    room_id: string;
    user_id: string | null;
    guest_link_id: string | null;
    role: string;
    side: string;
    name: string;
    title: string | null;
    hospital_name: WithDefault<string>;
    is_licensed: WithDefault<boolean>;
    device: WithDefault<string>;
    admitted_at: Instant | null;
    first_joined_at: Instant | null;
    last_left_at: Instant | null;
    present_ms: WithDefault<number>;
    reconnects: WithDefault<number>;
    roll_called_at: Instant | null;
    roll_called_by: string | null;
    roll_licence_no: WithDefault<string>;
    quality: JSONColumnType<object | null, string | null, string | null>;
  };
  conference_ticket: {
    token_sha256: string;
    seat_id: string;
    expires_at: Instant;
    used_at: Instant | null;
  };
  conference_message: {
    id: string;
    room_id: string;
    seat_id: string;
    author_id: string | null;
    author_name: string;
    audience: 'all' | 'staff';
    text: string;
    mentions: WithDefault<string[]>;
    record_ids: WithDefault<string[]>;
    at: Instant;
  };
  conference_log: {
    id: Generated<number>;
    room_id: string;
    at: Instant;
    type: string;
    seat_id: string | null;
    details: JSONColumnType<object, string, string>;
  };
};
