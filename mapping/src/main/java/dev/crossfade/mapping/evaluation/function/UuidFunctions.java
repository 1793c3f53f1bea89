package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Name-based identifiers of the extension uuid-ossp (RFC 9562, versions 3 and 5). */
final class UuidFunctions {

  private static final Map<String, String> NAMESPACES =
      Map.of(
          "uuid_nil()", "00000000-0000-0000-0000-000000000000",
          "uuid_ns_dns()", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
          "uuid_ns_url()", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
          "uuid_ns_oid()", "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
          "uuid_ns_x500()", "6ba7b814-9dad-11d1-80b4-00c04fd430c8");

  private UuidFunctions() {}

  static void register(Registry registry) {
    NAMESPACES.forEach((signature, value) -> registry.lenient(signature, a -> value));
    registry.two("uuid_generate_v3(uuid,text)", (String ns, String n) -> named("MD5", 3, ns, n));
    registry.two("uuid_generate_v5(uuid,text)", (String ns, String n) -> named("SHA-1", 5, ns, n));
  }

  private static String named(String algorithm, int version, String namespace, String name) {
    byte[] prefix = HexFormat.of().parseHex(namespace.replace("-", ""));
    byte[] suffix = name.getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(prefix, prefix.length + suffix.length);
    System.arraycopy(suffix, 0, both, prefix.length, suffix.length);
    byte[] hash = Arrays.copyOf(BinaryFunctions.digest(algorithm, both), 16);
    hash[6] = (byte) ((hash[6] & 0x0f) | (version << 4));
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    return PlainText.uuid(HexFormat.of().formatHex(hash));
  }
}
