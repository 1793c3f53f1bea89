-- Secondary indexes of the new database.

CREATE INDEX idx_guild_id ON guild (id);

CREATE INDEX idx_case_active_guild ON cases (guild_id) WHERE case_status = TRUE;
CREATE INDEX idx_case_expires_at ON cases (case_expires_at);
CREATE INDEX idx_case_guild ON cases (guild_id);
CREATE INDEX idx_case_guild_moderator ON cases (guild_id, case_moderator_id);
CREATE INDEX idx_case_guild_user ON cases (guild_id, case_user_id);
CREATE INDEX idx_case_number ON cases (case_number);
CREATE INDEX idx_case_processed ON cases (case_processed);
CREATE INDEX idx_case_status ON cases (case_status);
CREATE INDEX idx_case_type ON cases (case_type);
CREATE INDEX idx_case_unprocessed_expiring ON cases (case_expires_at) WHERE case_processed = FALSE AND case_expires_at IS NOT NULL;

CREATE INDEX idx_snippet_guild ON snippet (guild_id);
CREATE INDEX idx_snippet_locked ON snippet (locked);
CREATE UNIQUE INDEX idx_snippet_name_guild ON snippet (snippet_name, guild_id);
CREATE INDEX idx_snippet_user ON snippet (snippet_user_id);
CREATE INDEX idx_snippet_uses ON snippet (uses);

CREATE INDEX idx_reminder_expires_at ON reminder (reminder_expires_at);
CREATE INDEX idx_reminder_guild ON reminder (guild_id);
CREATE INDEX idx_reminder_guild_expires ON reminder (guild_id, reminder_expires_at);
CREATE INDEX idx_reminder_guild_sent ON reminder (guild_id, reminder_sent);
CREATE INDEX idx_reminder_pending ON reminder (reminder_expires_at) WHERE reminder_sent = FALSE;
CREATE INDEX idx_reminder_sent ON reminder (reminder_sent);
CREATE INDEX idx_reminder_user ON reminder (reminder_user_id);

CREATE INDEX idx_afk_enforced ON afk (enforced);
CREATE INDEX idx_afk_expiring ON afk (until) WHERE until IS NOT NULL AND perm_afk = FALSE;
CREATE INDEX idx_afk_guild ON afk (guild_id);
CREATE INDEX idx_afk_member ON afk (member_id);
CREATE INDEX idx_afk_perm ON afk (perm_afk);
CREATE INDEX idx_afk_until ON afk (until);

CREATE INDEX idx_levels_active_leaderboard ON levels (guild_id, xp) WHERE blacklisted = FALSE;
CREATE INDEX idx_levels_blacklisted ON levels (blacklisted);
CREATE INDEX idx_levels_guild_xp ON levels (guild_id, xp);
CREATE INDEX idx_levels_last_message ON levels (last_message);
CREATE INDEX idx_levels_level ON levels (level);
CREATE INDEX idx_levels_member ON levels (member_id);

CREATE INDEX idx_starboard_channel ON starboard (starboard_channel_id);
CREATE INDEX idx_starboard_threshold ON starboard (starboard_threshold);

CREATE INDEX idx_starboard_msg_channel ON starboard_message (message_channel_id);
CREATE INDEX idx_starboard_msg_expires ON starboard_message (message_expires_at);
CREATE INDEX idx_starboard_msg_guild ON starboard_message (message_guild_id);
CREATE INDEX idx_starboard_msg_star_count ON starboard_message (star_count);
CREATE INDEX idx_starboard_msg_user ON starboard_message (message_user_id);
CREATE UNIQUE INDEX ux_starboard_message ON starboard_message (id, message_guild_id);

CREATE INDEX idx_permission_ranks_guild ON permission_ranks (guild_id);
CREATE INDEX idx_permission_ranks_rank ON permission_ranks (rank);

CREATE INDEX idx_permission_assignments_guild ON permission_assignments (guild_id);
CREATE INDEX idx_permission_assignments_rank ON permission_assignments (permission_rank_id);
CREATE INDEX idx_permission_assignments_role ON permission_assignments (role_id);

CREATE INDEX idx_permission_commands_guild ON permission_commands (guild_id);
CREATE INDEX idx_permission_commands_rank ON permission_commands (required_rank);
