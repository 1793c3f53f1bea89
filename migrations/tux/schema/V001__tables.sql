-- The bot's new database (v0.1.0), as SQLModel and Alembic make it. Times are UTC.

CREATE TYPE case_type_enum AS ENUM (
  'BAN',
  'UNBAN',
  'HACKBAN',
  'TEMPBAN',
  'KICK',
  'TIMEOUT',
  'UNTIMEOUT',
  'WARN',
  'JAIL',
  'UNJAIL',
  'SNIPPETBAN',
  'SNIPPETUNBAN',
  'POLLBAN',
  'POLLUNBAN'
);

CREATE TYPE onboarding_stage_enum AS ENUM (
  'NOT_STARTED',
  'DISCOVERED',
  'INITIALIZED',
  'CONFIGURED',
  'COMPLETED'
);

CREATE TABLE guild (
  id              bigint NOT NULL,
  guild_joined_at timestamp,
  case_count      integer NOT NULL,
  created_at      timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at      timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT check_case_count_positive CHECK (case_count >= 0),
  CONSTRAINT check_guild_id_valid CHECK (id > 0)
);

CREATE TABLE guild_config (
  id                   bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  prefix               varchar(3) NOT NULL,
  mod_log_id           bigint,
  audit_log_id         bigint,
  join_log_id          bigint,
  private_log_id       bigint,
  report_log_id        bigint,
  dev_log_id           bigint,
  jail_channel_id      bigint,
  jail_role_id         bigint,
  onboarding_completed boolean NOT NULL,
  onboarding_stage     onboarding_stage_enum,
  created_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT check_audit_log_id_valid CHECK (audit_log_id IS NULL OR audit_log_id > 0),
  CONSTRAINT check_dev_log_id_valid CHECK (dev_log_id IS NULL OR dev_log_id > 0),
  CONSTRAINT check_guild_config_guild_id_valid CHECK (id > 0),
  CONSTRAINT check_jail_channel_id_valid CHECK (jail_channel_id IS NULL OR jail_channel_id > 0),
  CONSTRAINT check_jail_role_id_valid CHECK (jail_role_id IS NULL OR jail_role_id > 0),
  CONSTRAINT check_join_log_id_valid CHECK (join_log_id IS NULL OR join_log_id > 0),
  CONSTRAINT check_prefix_not_empty CHECK (length(prefix) > 0),
  CONSTRAINT check_mod_log_id_valid CHECK (mod_log_id IS NULL OR mod_log_id > 0),
  CONSTRAINT check_private_log_id_valid CHECK (private_log_id IS NULL OR private_log_id > 0),
  CONSTRAINT check_report_log_id_valid CHECK (report_log_id IS NULL OR report_log_id > 0)
);

CREATE TABLE cases (
  id                 bigserial NOT NULL,
  case_status        boolean NOT NULL,
  case_processed     boolean NOT NULL,
  case_type          case_type_enum,
  case_reason        varchar(2000) NOT NULL,
  case_moderator_id  bigint NOT NULL,
  case_user_id       bigint NOT NULL,
  case_user_roles    json NOT NULL,
  case_number        integer,
  case_expires_at    timestamp,
  case_metadata      json,
  mod_log_message_id bigint,
  guild_id           bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  created_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT uq_case_guild_case_number UNIQUE (guild_id, case_number),
  CONSTRAINT check_case_moderator_id_valid CHECK (case_moderator_id > 0),
  CONSTRAINT check_case_number_positive CHECK (case_number IS NULL OR case_number >= 1),
  CONSTRAINT check_case_user_id_valid CHECK (case_user_id > 0),
  CONSTRAINT check_case_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_mod_msg_id_valid CHECK (mod_log_message_id IS NULL OR mod_log_message_id > 0)
);

CREATE TABLE snippet (
  id              bigserial NOT NULL,
  snippet_name    varchar(100) NOT NULL,
  snippet_content varchar(4000),
  snippet_user_id bigint NOT NULL,
  guild_id        bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  uses            integer NOT NULL,
  locked          boolean NOT NULL,
  alias           varchar(100),
  created_at      timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at      timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT check_snippet_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_snippet_name_not_empty CHECK (length(snippet_name) > 0),
  CONSTRAINT check_snippet_user_id_valid CHECK (snippet_user_id > 0),
  CONSTRAINT check_snippet_uses_positive CHECK (uses >= 0)
);

CREATE TABLE reminder (
  id                  bigserial NOT NULL,
  reminder_content    varchar(2000) NOT NULL,
  reminder_expires_at timestamp NOT NULL,
  reminder_channel_id bigint NOT NULL,
  reminder_user_id    bigint NOT NULL,
  reminder_sent       boolean NOT NULL,
  guild_id            bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  created_at          timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at          timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT check_reminder_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_reminder_channel_id_valid CHECK (reminder_channel_id > 0),
  CONSTRAINT check_reminder_user_id_valid CHECK (reminder_user_id > 0)
);

CREATE TABLE afk (
  member_id  bigint NOT NULL,
  guild_id   bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  nickname   varchar(100) NOT NULL,
  reason     varchar(500) NOT NULL,
  since      timestamp NOT NULL,
  until      timestamp,
  enforced   boolean NOT NULL,
  perm_afk   boolean NOT NULL,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (member_id, guild_id),
  CONSTRAINT check_afk_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_afk_member_id_valid CHECK (member_id > 0),
  CONSTRAINT check_afk_until_after_since CHECK (until IS NULL OR until > since)
);

CREATE TABLE levels (
  member_id    bigint NOT NULL,
  guild_id     bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  xp           double precision NOT NULL,
  level        integer NOT NULL,
  blacklisted  boolean NOT NULL,
  last_message timestamp NOT NULL,
  created_at   timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at   timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (member_id, guild_id),
  CONSTRAINT check_levels_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_level_positive CHECK (level >= 0),
  CONSTRAINT check_levels_member_id_valid CHECK (member_id > 0),
  CONSTRAINT check_xp_positive CHECK (xp >= 0)
);

CREATE TABLE starboard (
  id                   bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  starboard_channel_id bigint NOT NULL,
  starboard_emoji      varchar(64) NOT NULL,
  starboard_threshold  integer NOT NULL,
  created_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT check_starboard_guild_id_valid CHECK (id > 0),
  CONSTRAINT check_starboard_channel_id_valid CHECK (starboard_channel_id > 0),
  CONSTRAINT check_starboard_threshold_positive CHECK (starboard_threshold >= 1)
);

CREATE TABLE starboard_message (
  id                   bigint NOT NULL,
  message_content      varchar(4000) NOT NULL,
  message_expires_at   timestamp NOT NULL,
  message_channel_id   bigint NOT NULL,
  message_user_id      bigint NOT NULL,
  message_guild_id     bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  star_count           integer NOT NULL,
  starboard_message_id bigint NOT NULL,
  created_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT check_starboard_msg_id_valid CHECK (id > 0),
  CONSTRAINT check_starboard_msg_channel_id_valid CHECK (message_channel_id > 0),
  CONSTRAINT check_starboard_msg_guild_id_valid CHECK (message_guild_id > 0),
  CONSTRAINT check_starboard_msg_user_id_valid CHECK (message_user_id > 0),
  CONSTRAINT check_star_count_positive CHECK (star_count >= 0),
  CONSTRAINT check_starboard_post_id_valid CHECK (starboard_message_id > 0)
);

CREATE TABLE permission_ranks (
  id          bigserial NOT NULL,
  guild_id    bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  rank        integer NOT NULL,
  name        varchar(100) NOT NULL,
  description varchar(500),
  created_at  timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at  timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT unique_permission_rank_name UNIQUE (guild_id, name),
  CONSTRAINT unique_permission_rank UNIQUE (guild_id, rank),
  CONSTRAINT check_permission_rank_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_rank_name_not_empty CHECK (length(name) > 0),
  CONSTRAINT check_rank_range CHECK (rank >= 0 AND rank <= 10)
);

CREATE TABLE permission_assignments (
  id                 bigserial NOT NULL,
  guild_id           bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  permission_rank_id bigint NOT NULL REFERENCES permission_ranks (id) ON DELETE CASCADE,
  role_id            bigint NOT NULL,
  created_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT unique_permission_assignment UNIQUE (guild_id, role_id),
  CONSTRAINT check_assignment_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_assignment_role_id_valid CHECK (role_id > 0)
);

CREATE TABLE permission_commands (
  id            bigserial NOT NULL,
  guild_id      bigint NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
  command_name  varchar(200) NOT NULL,
  required_rank integer NOT NULL,
  description   varchar(500),
  created_at    timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at    timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT unique_permission_command UNIQUE (guild_id, command_name),
  CONSTRAINT check_permission_command_guild_id_valid CHECK (guild_id > 0),
  CONSTRAINT check_command_name_not_empty CHECK (length(command_name) > 0),
  CONSTRAINT check_required_rank_range CHECK (required_rank >= 0 AND required_rank <= 10)
);
