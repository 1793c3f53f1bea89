package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.PlainText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** bytea: concatenation, digests, encode and decode. */
final class BinaryFunctions {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII));

  private BinaryFunctions() {}

  static void register(Registry registry) {
    registry.two("byteacat(bytea,bytea)", BinaryFunctions::concat);
    registry.one("md5(text)", (String a) -> hex("MD5", a.getBytes(StandardCharsets.UTF_8)));
    registry.one("md5(bytea)", (byte[] a) -> hex("MD5", a));
    registry.one("sha224(bytea)", (byte[] a) -> digest("SHA-224", a));
    registry.one("sha256(bytea)", (byte[] a) -> digest("SHA-256", a));
    registry.one("sha384(bytea)", (byte[] a) -> digest("SHA-384", a));
    registry.one("sha512(bytea)", (byte[] a) -> digest("SHA-512", a));
    registry.two("encode(bytea,text)", BinaryFunctions::encode);
    registry.two("decode(text,text)", BinaryFunctions::decode);
    registry.two("convert_to(text,name)", BinaryFunctions::convertTo);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException every) {
      throw new IllegalStateException("every Java has " + algorithm, every);
    }
  }

  private static String hex(String algorithm, byte[] bytes) {
    return HexFormat.of().formatHex(digest(algorithm, bytes));
  }

  private static byte[] convertTo(String text, String encoding) {
    String name = encoding.toLowerCase(Locale.ROOT).replace("-", "");
    if (!name.equals("utf8")) {
      throw new EvaluationException(
          EvaluationException.NOT_SUPPORTED, "convert_to is done for UTF8 only");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(byte[] bytes, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> HexFormat.of().formatHex(bytes);
      case "base64" -> LINES.encodeToString(bytes);
      case "escape" -> escape(bytes);
      default -> throw unknown();
    };
  }

  private static EvaluationException unknown() {
    return new EvaluationException("22023", "unrecognized encoding");
  }

  private static String escape(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b == '\\') {
        out.append("\\\\");
      } else if (b == 0 || b < 0) {
        int value = b & 0xff;
        out.append('\\').append(value >> 6).append(value >> 3 & 7).append(value & 7);
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }

  private static byte[] decode(String text, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> PlainText.hexBytes(text, 0);
      case "base64" -> base64(text);
      case "escape" -> PlainText.escapedBytes(text);
      default -> throw unknown();
    };
  }

  /** PostgreSQL's pg_base64_decode: white space anywhere, padding only at the end of a group. */
  private static byte[] base64(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() * 3 / 4);
    int bits = 0;
    int count = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        continue;
      }
      int value;
      if (c == '=') {
        if (padding == 0) {
          padding = count == 2 ? 1 : count == 3 ? 2 : 0;
          if (padding == 0) {
            throw new EvaluationException("22023", "unexpected \"=\" while decoding base64");
          }
        }
        value = 0;
      } else {
        value = sextet(c);
      }
      bits = bits << 6 | value;
      if (++count == 4) {
        out.write(bits >> 16);
        if (padding == 0 || padding > 1) {
          out.write(bits >> 8);
        }
        if (padding == 0) {
          out.write(bits);
        }
        bits = 0;
        count = 0;
      }
    }
    if (count != 0) {
      throw new EvaluationException("22023", "invalid base64 end sequence");
    }
    return out.toByteArray();
  }

  private static int sextet(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    if (c == '+') {
      return 62;
    }
    if (c == '/') {
      return 63;
    }
    throw new EvaluationException("22023", "invalid symbol found while decoding base64 sequence");
  }
}
