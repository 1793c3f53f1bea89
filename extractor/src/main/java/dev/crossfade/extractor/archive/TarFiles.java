package dev.crossfade.extractor.archive;

import dev.crossfade.extractor.files.DamagedFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Goes through the files of a tar.gz in their order. Nothing is ever written to a disk. */
final class TarFiles {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path archive;
  private final String shown;
  private final ArchiveLimits limits;

  TarFiles(Path archive, String shown, ArchiveLimits limits) {
    this.archive = archive;
    this.shown = shown;
    this.limits = limits;
  }

  /** Something done to one file; it need not read it to its end. */
  @FunctionalInterface
  interface Visitor {
    void file(String name, InputStream content) throws IOException;
  }

  /**
   * Visits every file.
   *
   * @throws DamagedFileException if the archive is cut off or corrupt, holds anything but files and
   *     folders with plain relative names, one of them twice, or too much
   */
  void each(Visitor visitor) {
    try (BoundedStream packed =
            new BoundedStream(
                new BufferedInputStream(Files.newInputStream(archive), BUFFER_BYTES), n -> {});
        BoundedStream unpacked = new BoundedStream(gunzip(packed), n -> mustBeBounded(n, packed));
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, "UTF-8")) {
      Set<String> names = new HashSet<>();
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = name(entry);
        if (!names.add(name) || names.size() > limits.entriesMax()) {
          throw damaged(name, "stands in it twice, or is one of more than " + limits.entriesMax());
        }
        if (!entry.isDirectory()) {
          mustBeSmall(name, entry.getSize());
          visitor.file(name, tar);
        }
      }
      unpacked.transferTo(OutputStream.nullOutputStream()); // to its checksum
    } catch (IOException failure) {
      throw new DamagedFileException(shown, "is no whole tar.gz: " + failure.getMessage(), failure);
    } catch (IllegalArgumentException malformed) {
      throw new DamagedFileException(shown, "is no tar.gz", malformed);
    }
  }

  private static InputStream gunzip(InputStream packed) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(packed)
        .setDecompressConcatenated(true)
        .get();
  }

  private String name(TarArchiveEntry entry) {
    String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    if (!entry.isDirectory() && !entry.isFile()) {
      throw damaged(name, "is neither a file nor a folder");
    }
    if (entry.isSymbolicLink() || entry.isLink() || entry.isSparse()) {
      throw damaged(name, "is a link");
    }
    boolean plain =
        !name.startsWith("/")
            && name.indexOf('\\') < 0
            && name.chars().noneMatch(c -> c < 32)
            && !name.matches("[A-Za-z]:.*")
            && !List.of(name.split("/", -1)).contains("..");
    if (!plain) {
      throw damaged(name, "leads out of the archive");
    }
    return name;
  }

  private void mustBeSmall(String name, long bytes) {
    if (bytes > limits.entryBytesMax()) {
      throw damaged(name, "is larger than " + limits.entryBytesMax() + " bytes");
    }
  }

  private void mustBeBounded(long unpackedBytes, BoundedStream packed) {
    if (unpackedBytes > limits.totalBytesMax()) {
      throw new DamagedFileException(
          shown, "all of it", "unpacks to more than " + limits.totalBytesMax() + " bytes");
    }
    if (unpackedBytes > limits.ratioFromBytes()
        && unpackedBytes / limits.ratioMax() > packed.bytes()) {
      throw new DamagedFileException(
          shown, "all of it", "unpacks to more than " + limits.ratioMax() + " times its size");
    }
  }

  private DamagedFileException damaged(String name, String what) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return new DamagedFileException(shown, "entry " + printable, what);
  }
}
