package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.NetworkTexts;

/** Texts and parts of inet and cidr. */
final class NetworkFunctions {

  private NetworkFunctions() {}

  static void register(Registry registry) {
    registry.one("text(inet)", NetworkTexts::text);
    registry.one("host(inet)", NetworkTexts::host);
    registry.one("masklen(inet)", NetworkTexts::maskLength);
    registry.one("family(inet)", NetworkTexts::family);
  }
}
