-- Indexes and foreign keys as Prisma names them. Deleting a guild that still has rows is refused.

CREATE INDEX "Guild_guild_id_idx" ON "Guild" (guild_id);

CREATE UNIQUE INDEX "GuildConfig_guild_id_key" ON "GuildConfig" (guild_id);
CREATE INDEX "GuildConfig_guild_id_idx" ON "GuildConfig" (guild_id);

CREATE UNIQUE INDEX "Case_case_number_guild_id_key" ON "Case" (case_number, guild_id);
CREATE INDEX "Case_case_number_guild_id_idx" ON "Case" (case_number, guild_id);
CREATE INDEX "Case_guild_id_case_user_id_idx" ON "Case" (guild_id, case_user_id);
CREATE INDEX "Case_guild_id_case_moderator_id_idx" ON "Case" (guild_id, case_moderator_id);
CREATE INDEX "Case_guild_id_case_type_idx" ON "Case" (guild_id, case_type);
CREATE INDEX "Case_case_type_case_expires_at_case_tempban_expired_idx" ON "Case" (case_type, case_expires_at, case_tempban_expired);
CREATE INDEX "Case_case_created_at_idx" ON "Case" (case_created_at DESC);

CREATE UNIQUE INDEX "Snippet_snippet_name_guild_id_key" ON "Snippet" (snippet_name, guild_id);
CREATE INDEX "Snippet_snippet_name_guild_id_idx" ON "Snippet" (snippet_name, guild_id);

CREATE UNIQUE INDEX "Reminder_reminder_id_guild_id_key" ON "Reminder" (reminder_id, guild_id);
CREATE INDEX "Reminder_reminder_id_guild_id_idx" ON "Reminder" (reminder_id, guild_id);

CREATE UNIQUE INDEX "AFKModel_member_id_guild_id_key" ON "AFKModel" (member_id, guild_id);
CREATE INDEX "AFKModel_member_id_idx" ON "AFKModel" (member_id);

CREATE UNIQUE INDEX "Levels_member_id_guild_id_key" ON "Levels" (member_id, guild_id);
CREATE INDEX "Levels_member_id_idx" ON "Levels" (member_id);

CREATE UNIQUE INDEX "Starboard_guild_id_key" ON "Starboard" (guild_id);
CREATE INDEX "Starboard_guild_id_idx" ON "Starboard" (guild_id);

CREATE UNIQUE INDEX "StarboardMessage_message_id_message_guild_id_key" ON "StarboardMessage" (message_id, message_guild_id);
CREATE INDEX "StarboardMessage_message_id_message_guild_id_idx" ON "StarboardMessage" (message_id, message_guild_id);

CREATE UNIQUE INDEX "Note_note_number_guild_id_key" ON "Note" (note_number, guild_id);
CREATE INDEX "Note_note_number_guild_id_idx" ON "Note" (note_number, guild_id);

ALTER TABLE "GuildConfig" ADD CONSTRAINT "GuildConfig_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Case" ADD CONSTRAINT "Case_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Snippet" ADD CONSTRAINT "Snippet_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AFKModel" ADD CONSTRAINT "AFKModel_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Levels" ADD CONSTRAINT "Levels_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Starboard" ADD CONSTRAINT "Starboard_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "StarboardMessage" ADD CONSTRAINT "StarboardMessage_message_guild_id_fkey"
  FOREIGN KEY (message_guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Note" ADD CONSTRAINT "Note_guild_id_fkey"
  FOREIGN KEY (guild_id) REFERENCES "Guild" (guild_id) ON DELETE RESTRICT ON UPDATE CASCADE;
