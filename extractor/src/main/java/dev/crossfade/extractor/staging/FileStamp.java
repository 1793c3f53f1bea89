package dev.crossfade.extractor.staging;

import dev.crossfade.extractor.files.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What tells a file from its next version without reading it.
 *
 * @param place of the file in its file system: another one after it was replaced
 */
record FileStamp(long bytes, long modifiedMicros, String place) {

  static FileStamp of(Path file, String shown) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        throw new DamagedFileException(shown, "all of it", "is no file");
      }
      return new FileStamp(
          found.size(),
          found.lastModifiedTime().to(TimeUnit.MICROSECONDS),
          String.valueOf(found.fileKey()));
    } catch (NoSuchFileException none) {
      throw new DamagedFileException(shown, "there is no such file", none);
    } catch (IOException failure) {
      throw new DamagedFileException(shown, "cannot be read: " + failure.getMessage(), failure);
    }
  }
}
