package dev.crossfade.mapping.analysis;

/** PostgreSQL's tree has a form that this version does not know: a newer server, or our own bug. */
final class NodeFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NodeFormatException(String message) {
    super("PostgreSQL's analysed tree has an unknown form: " + message);
  }
}
