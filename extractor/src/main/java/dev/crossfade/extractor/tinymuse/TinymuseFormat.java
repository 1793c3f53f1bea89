package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.files.FileFormat;
import dev.crossfade.extractor.files.OldFile;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** The text dump ({@code mdb}) of a TinyMUSE server. */
public final class TinymuseFormat implements FileFormat {

  private static final String ENCODING = "encoding";
  private static final String STRUCTURE = "@~&!><\\/+*\u0015\n-0123456789";

  @Override
  public String kind() {
    return "tinymuse";
  }

  @Override
  public Map<String, String> options() {
    return Map.of(ENCODING, StandardCharsets.ISO_8859_1.name());
  }

  @Override
  public void check(Map<String, String> options) {
    charset(options);
  }

  @Override
  public OldFile open(Path file, String shown, Map<String, String> options) {
    return new TinymuseDump(file, shown, charset(options));
  }

  private static Charset charset(Map<String, String> options) {
    String name = Objects.requireNonNull(options.get(ENCODING));
    try {
      Charset charset = Charset.forName(name);
      if (charset.canEncode()
          && Arrays.equals(
              STRUCTURE.getBytes(charset), STRUCTURE.getBytes(StandardCharsets.US_ASCII))) {
        return charset;
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw new IllegalArgumentException("there is no encoding " + name, unknown);
    }
    throw new IllegalArgumentException(name + " is no encoding that extends ASCII");
  }
}
