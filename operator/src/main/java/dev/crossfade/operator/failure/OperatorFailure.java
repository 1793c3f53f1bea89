package dev.crossfade.operator.failure;

import org.jspecify.annotations.Nullable;

/**
 * A verb cannot go on, and a person can do something about it. The message says what and where
 * without values or secrets; the hint is the mend.
 */
public final class OperatorFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String hint;

  private OperatorFailure(ExitCode code, String what, String hint, @Nullable Throwable cause) {
    super(what, cause);
    this.code = code;
    this.hint = hint;
  }

  /** The answer is no. */
  public static OperatorFailure refused(String what, String hint) {
    return new OperatorFailure(ExitCode.NO, what, hint, null);
  }

  /** The verb or its configuration is wrong. */
  public static OperatorFailure misconfigured(String what, String hint) {
    return new OperatorFailure(ExitCode.CONFIGURATION, what, hint, null);
  }

  /** Something does not answer, or does not let us in. */
  public static OperatorFailure unreachable(String what, String hint, @Nullable Throwable cause) {
    return new OperatorFailure(ExitCode.UNREACHABLE, what, hint, cause);
  }

  /** The same failure with the exception that it was seen by. */
  public OperatorFailure because(Throwable cause) {
    return new OperatorFailure(code, String.valueOf(getMessage()), hint, cause);
  }

  public ExitCode code() {
    return code;
  }

  public String hint() {
    return hint;
  }
}
