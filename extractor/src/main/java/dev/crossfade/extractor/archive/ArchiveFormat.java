package dev.crossfade.extractor.archive;

import dev.crossfade.extractor.files.FileFormat;
import dev.crossfade.extractor.files.OldFile;
import java.nio.file.Path;
import java.util.Map;

/** A tar.gz of JSON files. */
public final class ArchiveFormat implements FileFormat {

  @Override
  public String kind() {
    return "archive";
  }

  @Override
  public Map<String, String> options() {
    return Map.of();
  }

  @Override
  public void check(Map<String, String> options) {}

  @Override
  public OldFile open(Path file, String shown, Map<String, String> options) {
    return new JsonArchive(file, shown, ArchiveLimits.STANDARD);
  }
}
