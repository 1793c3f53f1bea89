package dev.crossfade.verifier.sqlite;

import dev.crossfade.mapping.evaluation.value.FloatText;
import dev.crossfade.schemas.ColumnType;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A value in the file as the text that PostgreSQL prints for the column's stand-in. What is stored
 * as another kind than the column's differs from every value it could have.
 */
final class StoredText {

  private StoredText() {}

  static @Nullable String of(@Nullable Object stored, ColumnType type) {
    if (stored == null) {
      return null;
    }
    String kind =
        stored instanceof Number number
            ? (number instanceof Double ? "float8" : "int8")
            : stored instanceof byte[] ? "bytea" : "text";
    boolean fits =
        type.base().equals(kind)
            || (type.base().equals("numeric") && (kind.equals("float8") || kind.equals("int8")));
    return fits
        ? plain(stored, type.base().equals("numeric"))
        : plain(stored, false) + " (stored as " + kind + ")";
  }

  private static String plain(Object stored, boolean numeric) {
    if (stored instanceof Double real) {
      double value = real == 0 ? 0 : real; // SQLite itself keeps no -0
      String printed = FloatText.print(value);
      return numeric && Double.isFinite(value) ? withoutZeros(new BigDecimal(printed)) : printed;
    }
    return stored instanceof byte[] bytes
        ? "\\x" + HexFormat.of().formatHex(bytes)
        : stored.toString();
  }

  private static String withoutZeros(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
