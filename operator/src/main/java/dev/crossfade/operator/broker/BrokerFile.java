package dev.crossfade.operator.broker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossfade.operator.failure.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * {@code broker.json}: where the embedded broker is, for the other processes of the migration.
 *
 * @param bootstrap {@code host:port}
 * @param pid of the process that it lives in
 * @param verb that started it
 * @param lasting whether that verb stays: a service does, {@code prepare} is gone in a moment
 */
record BrokerFile(String bootstrap, long pid, String verb, boolean lasting) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static Path in(Path state) {
    return state.resolve("broker.json");
  }

  /** Empty if there is none, or one that is half written. */
  static Optional<BrokerFile> read(Path state) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(in(state)), BrokerFile.class));
    } catch (IOException noneYet) {
      return Optional.empty();
    }
  }

  void write(Path state) {
    try {
      Path draft = state.resolve("broker.json.new");
      Files.write(draft, JSON.writeValueAsBytes(this));
      Files.move(
          draft, in(state), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot write " + in(state), failure);
    }
  }

  /** The port it had, so that a new broker can take it again; 0 if it cannot be told. */
  int port() {
    String port = bootstrap.substring(bootstrap.lastIndexOf(':') + 1);
    return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
  }
}
