package dev.crossfade.extractor.archive;

import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import dev.crossfade.extractor.files.RowSink;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One archive: read once to check everything, and then once for its rows. */
final class JsonArchive implements OldFile {

  private final TarFiles files;
  private final String shown;
  private final ArchiveLimits limits;
  private @Nullable Checked checked;

  JsonArchive(Path file, String shown, ArchiveLimits limits) {
    this.files = new TarFiles(file, shown, limits);
    this.shown = shown;
    this.limits = limits;
  }

  @Override
  public List<FileTable> tables() {
    return checked().tables();
  }

  @Override
  public void read(List<FileTable> held, RowSink sink) {
    checked();
    Map<String, FileTable> tables = new HashMap<>();
    held.forEach(table -> tables.put(table.name(), table));
    files.each(
        (name, content) -> {
          if (!ArchiveIndex.isIndex(name)) {
            new TableJson(limits, shown, name, new Rows(tables, sink)).read(content);
            content.transferTo(OutputStream.nullOutputStream());
          }
        });
  }

  private Checked checked() {
    Checked known = checked;
    if (known == null) {
      known = Checked.of(files, shown, limits);
      checked = known;
    }
    return known;
  }

  /** Gives the rows on as PostgreSQL reads them. */
  private static final class Rows implements TableContent {

    private final Map<String, FileTable> tables;
    private final RowSink sink;
    private final List<Boolean> isJson = new ArrayList<>();
    private String table = "";

    Rows(Map<String, FileTable> tables, RowSink sink) {
      this.tables = tables;
      this.sink = sink;
    }

    @Override
    public void table(
        String name, List<String> columns, List<@Nullable String> types, List<String> key) {
      table = name;
      isJson.clear();
      Objects.requireNonNull(tables.get(name))
          .columns()
          .forEach(column -> isJson.add(column.type().matches("(?i)jsonb?")));
    }

    @Override
    public void row(JsonValue[] values) {
      @Nullable String[] texts = new String[values.length];
      for (int i = 0; i < values.length; i++) {
        texts[i] = text(values[i], isJson.get(i));
      }
      sink.row(table, texts);
    }

    @Override
    public void end(long rows) {}

    private static @Nullable String text(JsonValue value, boolean asJson) {
      return switch (value.kind()) {
        case NULL -> null;
        case STRING -> asJson ? JsonText.quoted(value.text()) : value.text();
        default -> value.text();
      };
    }
  }
}
