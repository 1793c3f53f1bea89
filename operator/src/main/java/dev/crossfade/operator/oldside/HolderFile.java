package dev.crossfade.operator.oldside;

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
 * {@code old.json}: where the server is that holds the old file, for the other processes of the
 * migration.
 *
 * @param url of its database
 * @param pid of the process that looks after it
 * @param verb that started it
 * @param lasting whether that verb stays until it is stopped
 */
record HolderFile(String url, long pid, String verb, boolean lasting) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static Path in(Path state) {
    return state.resolve("old.json");
  }

  /** Empty if there is none, or one that is half written. */
  static Optional<HolderFile> read(Path state) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(in(state)), HolderFile.class));
    } catch (IOException noneYet) {
      return Optional.empty();
    }
  }

  void write(Path state) {
    try {
      Path draft = state.resolve("old.json.new");
      Files.write(draft, JSON.writeValueAsBytes(this));
      Files.move(
          draft, in(state), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot write " + in(state), failure);
    }
  }
}
