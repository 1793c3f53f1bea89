package dev.crossfade.extractor.staging;

import dev.crossfade.extractor.files.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A copy of the file that nobody else writes or reads, so that it is the same each time it is read.
 */
record PrivateCopy(Path path, String sha256) implements AutoCloseable {

  static PrivateCopy of(Path file, String shown) {
    try {
      Path copy = Files.createTempFile("crossfade-old", ".file"); // readable by its owner only
      try (DigestInputStream in =
              new DigestInputStream(
                  Files.newInputStream(file), MessageDigest.getInstance("SHA-256"));
          OutputStream out = Files.newOutputStream(copy)) {
        transfer(in, out);
        return new PrivateCopy(copy, HexFormat.of().formatHex(in.getMessageDigest().digest()));
      } catch (IOException | RuntimeException failure) {
        Files.deleteIfExists(copy);
        throw failure;
      }
    } catch (IOException failure) {
      throw new DamagedFileException(shown, "cannot be copied: " + failure.getMessage(), failure);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("a Java without SHA-256", impossible);
    }
  }

  private static void transfer(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + path, failure);
    }
  }
}
