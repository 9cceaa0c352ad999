-- The live consultation. What flows (pictures, sound, pointers) is never stored; who was there, what was said in writing and
-- what happened when is.
create table conference_room (
  id uuid primary key,
  case_id uuid not null unique references consultation,
  created_at timestamptz not null,
  -- agenda, lock, identity check: what a restart of the server must not forget
  facts jsonb not null default '{}'
);

-- A link for somebody without account: one room, one seat. The code itself is not kept.
create table conference_guest_link (
  id uuid primary key,
  case_id uuid not null references consultation,
  role text not null check (role in ('patient', 'relative', 'guestExpert')),
  name text not null,
  code_sha256 text not null unique,
  created_at timestamptz not null,
  created_by uuid not null references app_user,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz
);
create index conference_guest_link_case on conference_guest_link (case_id, created_at);

-- A place in a room; the same person always gets the same one.
create table conference_seat (
  id uuid primary key,
  room_id uuid not null references conference_room,
  user_id uuid references app_user,
  guest_link_id uuid references conference_guest_link,
  role text not null,
  side text not null,
  name text not null,
  title text,
  hospital_name text not null default '',
  is_licensed boolean not null default false,
  device text not null default '',
  admitted_at timestamptz,
  first_joined_at timestamptz,
  last_left_at timestamptz,
  present_ms bigint not null default 0,
  reconnects int not null default 0,
  roll_called_at timestamptz,
  roll_called_by uuid,
  roll_licence_no text not null default '',
  quality jsonb,
  unique (room_id, user_id),
  unique (room_id, guest_link_id),
  check ((user_id is null) <> (guest_link_id is null))
);

-- Good once: the row decides between two that present the same.
create table conference_ticket (
  token_sha256 text primary key,
  seat_id uuid not null references conference_seat,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index conference_ticket_expires on conference_ticket (expires_at);

create table conference_message (
  id uuid primary key,
  room_id uuid not null references conference_room,
  seat_id uuid not null references conference_seat,
  author_id uuid,
  author_name text not null,
  audience text not null check (audience in ('all', 'staff')),
  text text not null,
  mentions uuid[] not null default '{}',
  record_ids uuid[] not null default '{}',
  at timestamptz not null
);
create index conference_message_room on conference_message (room_id, at);

-- Course of events: index into a recording, and part of the record.
create table conference_log (
  id bigint generated always as identity primary key,
  room_id uuid not null references conference_room,
  at timestamptz not null,
  type text not null,
  seat_id uuid,
  details jsonb not null default '{}'
);
create index conference_log_room on conference_log (room_id, id);
create trigger conference_log_immutable before update or delete or truncate on conference_log
  for each statement execute function refuse_change();
create trigger conference_message_immutable before update or delete or truncate on conference_message
  for each statement execute function refuse_change();
