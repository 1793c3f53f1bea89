package dev.crossfade.operator.services;

/** A service ended in a way that nobody foresaw: a bug of ours. */
public final class ServiceBrokeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServiceBrokeException(ServiceKind kind, Throwable cause) {
    super("the " + kind.word() + " broke", cause);
  }
}
