package dev.crossfade.extractor.files;

/** A file is not what it should be: nothing of it is used. Says where, and never a value. */
public final class DamagedFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(String file, String where, String what) {
    super(file + ": " + where + ": " + what);
  }

  public DamagedFileException(String file, String what, Throwable cause) {
    super(file + ": " + what, cause);
  }
}
