package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import dev.crossfade.extractor.files.RowSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One dump, read twice: once to know what there is, once for the rows. */
final class TinymuseDump implements OldFile {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final String shown;
  private final Charset encoding;

  TinymuseDump(Path file, String shown, Charset encoding) {
    this.file = file;
    this.shown = shown;
    this.encoding = encoding;
  }

  @Override
  public List<FileTable> tables() {
    return TinymuseTables.ALL;
  }

  @Override
  public void read(List<FileTable> held, RowSink sink) {
    Outline outline = new Outline();
    scan(outline);
    outline.complete();
    scan(new DumpRows(outline, sink));
  }

  private void scan(DumpListener listener) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      new DumpScanner(new DumpInput(in, shown, encoding), listener).scan();
    } catch (IOException failure) {
      throw new DamagedFileException(shown, "cannot be read: " + failure.getMessage(), failure);
    }
  }
}
