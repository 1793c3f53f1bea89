package dev.crossfade.mapping.compilation;

import dev.crossfade.mapping.problems.Place;

/**
 * An old table or column that the mapping does not read, on purpose.
 *
 * @param name as SQL writes it: {@code "Note"}, {@code "GuildConfig".base_member_role_id}, {@code
 *     other.table.column}; what is not in quotes is folded to small letters
 * @param reason why
 * @param place where migration.yaml says so
 */
public record LeftOut(String name, String reason, Place place) {}
