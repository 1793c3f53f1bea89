-- The bot's old database, as its last Prisma schema made it: quoted CamelCase tables, timestamps in UTC without a zone.

CREATE TYPE "CaseType" AS ENUM (
  'BAN',
  'UNBAN',
  'HACKBAN',
  'TEMPBAN',
  'KICK',
  'SNIPPETBAN',
  'TIMEOUT',
  'UNTIMEOUT',
  'WARN',
  'JAIL',
  'UNJAIL',
  'SNIPPETUNBAN',
  'UNTEMPBAN',
  'POLLBAN',
  'POLLUNBAN'
);

CREATE TABLE "Guild" (
  guild_id        bigint NOT NULL,
  guild_joined_at timestamp(3) DEFAULT CURRENT_TIMESTAMP,
  case_count      bigint NOT NULL DEFAULT 0,
  CONSTRAINT "Guild_pkey" PRIMARY KEY (guild_id)
);

CREATE TABLE "GuildConfig" (
  guild_id             bigint NOT NULL,
  prefix               text,
  mod_log_id           bigint,
  audit_log_id         bigint,
  join_log_id          bigint,
  private_log_id       bigint,
  report_log_id        bigint,
  dev_log_id           bigint,
  jail_channel_id      bigint,
  general_channel_id   bigint,
  starboard_channel_id bigint,
  perm_level_0_role_id bigint,
  perm_level_1_role_id bigint,
  perm_level_2_role_id bigint,
  perm_level_3_role_id bigint,
  perm_level_4_role_id bigint,
  perm_level_5_role_id bigint,
  perm_level_6_role_id bigint,
  perm_level_7_role_id bigint,
  base_staff_role_id   bigint,
  base_member_role_id  bigint,
  jail_role_id         bigint,
  quarantine_role_id   bigint,
  CONSTRAINT "GuildConfig_pkey" PRIMARY KEY (guild_id)
);

CREATE TABLE "Case" (
  case_id              bigserial NOT NULL,
  case_status          boolean DEFAULT true,
  case_type            "CaseType" NOT NULL,
  case_reason          text NOT NULL,
  case_moderator_id    bigint NOT NULL,
  case_user_id         bigint NOT NULL,
  case_user_roles      bigint[] NOT NULL DEFAULT ARRAY[]::bigint[],
  case_number          bigint,
  case_created_at      timestamp(3) DEFAULT CURRENT_TIMESTAMP,
  case_expires_at      timestamp(3),
  case_tempban_expired boolean DEFAULT false,
  guild_id             bigint NOT NULL,
  CONSTRAINT "Case_pkey" PRIMARY KEY (case_id)
);

CREATE TABLE "Snippet" (
  snippet_id         bigserial NOT NULL,
  snippet_name       text NOT NULL,
  snippet_content    text,
  snippet_user_id    bigint NOT NULL,
  snippet_created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  guild_id           bigint NOT NULL,
  uses               bigint NOT NULL DEFAULT 0,
  locked             boolean NOT NULL DEFAULT false,
  alias              text,
  CONSTRAINT "Snippet_pkey" PRIMARY KEY (snippet_id)
);

CREATE TABLE "Reminder" (
  reminder_id         bigserial NOT NULL,
  reminder_content    text NOT NULL,
  reminder_created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  reminder_expires_at timestamp(3) NOT NULL,
  reminder_channel_id bigint NOT NULL,
  reminder_user_id    bigint NOT NULL,
  reminder_sent       boolean NOT NULL DEFAULT false,
  guild_id            bigint NOT NULL,
  CONSTRAINT "Reminder_pkey" PRIMARY KEY (reminder_id)
);

CREATE TABLE "AFKModel" (
  member_id bigint NOT NULL,
  nickname  text NOT NULL,
  reason    text NOT NULL,
  since     timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  until     timestamp(3),
  guild_id  bigint NOT NULL,
  enforced  boolean NOT NULL DEFAULT false,
  perm_afk  boolean NOT NULL DEFAULT false,
  CONSTRAINT "AFKModel_pkey" PRIMARY KEY (member_id)
);

CREATE TABLE "Levels" (
  member_id    bigint NOT NULL,
  guild_id     bigint NOT NULL,
  xp           double precision NOT NULL DEFAULT 0,
  level        bigint NOT NULL DEFAULT 0,
  blacklisted  boolean NOT NULL DEFAULT false,
  last_message timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Levels_pkey" PRIMARY KEY (member_id, guild_id)
);

CREATE TABLE "Starboard" (
  guild_id             bigint NOT NULL,
  starboard_channel_id bigint NOT NULL,
  starboard_emoji      text NOT NULL,
  starboard_threshold  integer NOT NULL,
  CONSTRAINT "Starboard_pkey" PRIMARY KEY (guild_id)
);

CREATE TABLE "StarboardMessage" (
  message_id           bigint NOT NULL,
  message_content      text NOT NULL,
  message_created_at   timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  message_expires_at   timestamp(3) NOT NULL,
  message_channel_id   bigint NOT NULL,
  message_user_id      bigint NOT NULL,
  message_guild_id     bigint NOT NULL,
  star_count           integer NOT NULL DEFAULT 0,
  starboard_message_id bigint NOT NULL,
  CONSTRAINT "StarboardMessage_pkey" PRIMARY KEY (message_id)
);

CREATE TABLE "Note" (
  note_id           bigserial NOT NULL,
  note_content      text NOT NULL,
  note_created_at   timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  note_moderator_id bigint NOT NULL,
  note_user_id      bigint NOT NULL,
  note_number       bigint,
  guild_id          bigint NOT NULL,
  CONSTRAINT "Note_pkey" PRIMARY KEY (note_id)
);
