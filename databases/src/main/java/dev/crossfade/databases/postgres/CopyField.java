package dev.crossfade.databases.postgres;

import dev.crossfade.schemas.RowView;

/** Writes one field of a row as COPY wants it, NULL and length included. */
@FunctionalInterface
public interface CopyField {

  /**
   * Appends the field.
   *
   * @throws dev.crossfade.schemas.WireFormatException if the bytes are not what the type's own
   *     output function makes
   */
  void append(RowView row, CopyBuffer out);
}
